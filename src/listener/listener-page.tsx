import type { ReactNode } from 'react';
import { I18nProvider, useI18n } from '../ui/i18n-context.tsx';
import type { I18n } from '../i18n/i18n.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { LatePart } from '../ui/late-part.tsx';
import { Announcements } from './announcements.tsx';
import { BroadcastHeading } from './broadcast-heading.tsx';
import { Controls } from './controls.tsx';
import { StatusBanner } from './status-banner.tsx';
import { TheLine } from './the-line.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { VolumeControl } from './volume-control.tsx';

const loadAudioLanguage = () => import('./late-parts.ts').then(({ AudioLanguage }) => AudioLanguage);
const loadEmbedPart = () => import('./late-parts.ts').then(({ EmbedPart }) => EmbedPart);
const loadPageFoot = () => import('./late-parts.ts').then(({ PageFoot }) => PageFoot);
const loadTabTitle = () => import('./late-parts.ts').then(({ TabTitle }) => TabTitle);
const loadTranscript = () => import('./late-parts.ts').then(({ Transcript }) => Transcript);
const loadTransport = () => import('./late-parts.ts').then(({ Transport }) => Transport);
const loadWaitingRoom = () => import('./late-parts.ts').then(({ WaitingRoom }) => WaitingRoom);

/**
 * The listener page: one broadcast, one button, one line. Needs a `SessionProvider` around it. `i18n` is the language
 * to begin with, `demoBar` stands above it in the demonstration only. `embed` makes it the compact player for another
 * page's frame, and says what it stands on: `paper`, or `transparent`.
 */
export function ListenerPage(props: {
  readonly i18n: I18n;
  readonly demoBar?: ReactNode;
  readonly embed?: string | undefined;
}): ReactNode {
  return (
    <I18nProvider initial={props.i18n}>
      <Sheet demoBar={props.demoBar} embed={props.embed} />
    </I18nProvider>
  );
}

function Sheet(props: { readonly demoBar: ReactNode; readonly embed: string | undefined }): ReactNode {
  const i18n = useI18n();
  useShortcuts();
  if (props.embed !== undefined) {
    return (
      <div className="sheet" data-embed={props.embed}>
        <main>
          <BroadcastHeading />
          <StatusBanner />
          <Controls />
          <VolumeControl />
          <LatePart load={loadEmbedPart} />
        </main>
      </div>
    );
  }
  return (
    <div className="sheet">
      <header>
        {props.demoBar}
        <div className="masthead">
          <p className="brand">{i18n.t('page.brand')}</p>
          <LanguageSwitch />
        </div>
      </header>
      <main>
        <LatePart load={loadTabTitle} />
        <Announcements />
        <BroadcastHeading />
        <TheLine />
        <LatePart load={loadTransport} />
        <div className="now">
          <div className="now-column">
            <StatusBanner />
            <Controls />
          </div>
          <div className="now-margin">
            <VolumeControl />
            <LatePart load={loadAudioLanguage} />
          </div>
        </div>
        <LatePart load={loadWaitingRoom} />
        <LatePart load={loadTranscript} />
      </main>
      <footer>
        <LatePart load={loadPageFoot} />
      </footer>
    </div>
  );
}
