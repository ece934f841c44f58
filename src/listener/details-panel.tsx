import { useId, type ReactNode } from 'react';
import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import type { FeedSnapshot } from '../playback/engine.ts';
import { joinStatus } from '../session/join-status.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import type { PathwaySwitch } from '../session/audio-session.ts';
import { detailsReport } from './details-report.ts';
import { useCommands, usePageSession, useSession } from './session-context.tsx';
import type { PageClock } from './ticker.ts';

/** What helps those who help: the facts behind the sentences, to read or to copy. */
export function DetailsPanel(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const { store, clock } = usePageSession();
  const report = () => {
    const state = store.getState();
    const nowMs = clock.now();
    const wallNowMs = clock.wallNow();
    return JSON.stringify(
      detailsReport(state, joinStatus(state, nowMs, wallNowMs), {
        version: __HOLDLINE_VERSION__,
        nowMs,
        wallNowMs,
        userAgent: navigator.userAgent,
        language: i18n.locale,
      }),
      null,
      2,
    );
  };
  return (
    <details className="details">
      <summary>{t('details.summary')}</summary>
      <Facts />
      <CopyButton label={t('details.copy')} text={report} />
      <ShortcutSwitch />
    </details>
  );
}

/** Who dictates, or rests a hand on the keyboard, must be able to turn single letters off (WCAG 2.1.4). */
function ShortcutSwitch(): ReactNode {
  const t = laterWords(useI18n());
  const commands = useCommands();
  const shortcuts = useSession((state) => state.shortcuts);
  const id = useId();
  return (
    <div className="shortcut-switch">
      <label>
        <input
          type="checkbox"
          checked={shortcuts}
          aria-describedby={id}
          onChange={(event) => commands.setShortcuts(event.currentTarget.checked)}
        />
        {t('shortcuts.label')}
      </label>
      <p id={id} className="quiet">
        {t('shortcuts.keys')}
      </p>
    </div>
  );
}

function Facts(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const { clock } = usePageSession();
  const feed = useSession((state) => state.feed);
  const link = useSession((state) => state.link.kind);
  const attemptCount = useSession((state) => state.attemptCount);
  const inHandSeconds = useSession((state) => Math.floor(state.position.inHandSeconds));
  const latencySeconds = useSession(({ position }) =>
    position.latencySeconds === null ? null : Math.round(position.latencySeconds),
  );
  const listedCount = useSession(({ broadcast }) =>
    broadcast.kind === 'loaded' ? broadcast.document.pathways.length : 0,
  );
  const pathwaySwitch = useSession((state) => state.pathwaySwitch);
  const unknown = t('details.unknown');
  const facts: readonly (readonly [label: string, value: string])[] = [
    [t('details.rendition'), rendition(feed, i18n) ?? unknown],
    [t('details.inHand'), i18n.span(inHandSeconds)],
    [t('details.latency'), latencySeconds === null ? unknown : i18n.span(latencySeconds)],
    [t('details.link'), t(`link.${link}`)],
    [t('details.attempts'), attemptCount.toLocaleString(i18n.tag)],
    [t('details.pathway'), pathway(feed, listedCount, i18n) ?? unknown],
    ...(pathwaySwitch === null ? [] : [[t('pathway.switch'), switched(pathwaySwitch, clock, i18n)] as const]),
    [t('details.throughput'), kilobits(feed?.throughputBps ?? null, i18n) ?? unknown],
    [t('details.lost'), i18n.span(feed?.lostSeconds ?? 0)],
    [t('details.version'), __HOLDLINE_VERSION__],
  ];
  return (
    <dl>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="quiet">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function pathway(feed: FeedSnapshot | null, listedCount: number, i18n: I18n): string | null {
  if (feed?.pathwayId == null) return null;
  // The document may name some that the feed has had no reason to ask yet; a steered stream has more than it names.
  const count = Math.max(feed.pathwayCount, listedCount);
  return count < 2 ? feed.pathwayId : laterWords(i18n)('pathway.oneOf', { id: feed.pathwayId, count });
}

function switched({ fromId, toId, atMs }: PathwaySwitch, clock: PageClock, i18n: I18n): string {
  const time = i18n.time(clock.wallNow() - clock.now() + atMs);
  return laterWords(i18n)('pathway.switched', { from: fromId, to: toId, time });
}

function rendition(feed: FeedSnapshot | null, i18n: I18n): string | null {
  const current = feed?.renditions.find(({ id }) => id === feed.renditionId);
  if (current === undefined) return null;
  const bitrate = kilobits(current.bandwidthBps, i18n);
  if (bitrate === null || current.codecs === null) return bitrate ?? current.codecs;
  return laterWords(i18n)('details.renditionCodecs', { bitrate, codecs: current.codecs });
}

function kilobits(bitsPerSecond: number | null, i18n: I18n): string | null {
  return bitsPerSecond === null
    ? null
    : laterWords(i18n)('details.kilobits', { kilobits: Math.round(bitsPerSecond / 1000) });
}
