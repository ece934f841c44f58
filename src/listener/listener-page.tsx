import type { ReactNode } from 'react';
import { I18nProvider, useI18n } from '../ui/i18n-context.tsx';
import type { I18n } from '../i18n/i18n.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { LatePart } from '../ui/late-part.tsx';
import { BroadcastHeading } from './broadcast-heading.tsx';
import { Controls } from './controls.tsx';
import { StatusBanner } from './status-banner.tsx';
import { TheLine } from './the-line.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { VolumeControl } from './volume-control.tsx';

const loadAnnouncements = () => import('./late-parts.ts').then(({ Announcements }) => Announcements);
const loadDetailsPanel = () => import('./late-parts.ts').then(({ DetailsPanel }) => DetailsPanel);

/**
 * The listener page: one broadcast, one button, one line. Needs a `SessionProvider` around it. `i18n` is the language
 * to begin with, `demoBar` stands above it in the demonstration only.
 */
export function ListenerPage(props: { readonly i18n: I18n; readonly demoBar?: ReactNode }): ReactNode {
  return (
    <I18nProvider initial={props.i18n}>
      <Sheet demoBar={props.demoBar} />
    </I18nProvider>
  );
}

function Sheet(props: { readonly demoBar: ReactNode }): ReactNode {
  const i18n = useI18n();
  useShortcuts();
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
        <LatePart load={loadAnnouncements} />
        <BroadcastHeading />
        <TheLine />
        <div className="now">
          <div className="now-column">
            <StatusBanner />
            <Controls />
          </div>
          <div className="now-margin">
            <VolumeControl />
          </div>
        </div>
      </main>
      <footer>
        <LatePart load={loadDetailsPanel} />
      </footer>
    </div>
  );
}
