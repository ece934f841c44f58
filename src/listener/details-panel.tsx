import type { ReactNode } from 'react';
import { unbroken } from '../i18n/format.ts';
import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import type { FeedSnapshot } from '../playback/engine.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import type { PathwaySwitch } from '../session/audio-session.ts';
import { usePageSession, useSession } from './session-context.tsx';
import type { PageClock } from './ticker.ts';
import { useReport } from './use-report.ts';

const SECONDS_PER_HOUR = 3600;
const BITS_PER_MEGABYTE = 8_000_000;

/** What helps those who help: the facts behind the sentences, to read or to copy. */
export function DetailsPanel(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const report = useReport();
  return (
    <details className="details">
      <summary>{t('details.summary')}</summary>
      <Facts />
      <CopyButton label={t('details.copy')} text={() => JSON.stringify(report(), null, 2)} />
    </details>
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
    [t('details.dataPerHour'), dataPerHour(feed, i18n) ?? unknown],
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
          <dd>
            <bdi>{value}</bdi>
          </dd>
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

/** What the sound of the present rendition takes; playlists are little beside it. */
function dataPerHour(feed: FeedSnapshot | null, i18n: I18n): string | null {
  const bitsPerSecond = feed?.renditions.find(({ id }) => id === feed.renditionId)?.bandwidthBps ?? null;
  if (bitsPerSecond === null) return null;
  const megabytes = (bitsPerSecond * SECONDS_PER_HOUR) / BITS_PER_MEGABYTE;
  const amount = new Intl.NumberFormat(i18n.tag, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 0,
  }).format(megabytes);
  return laterWords(i18n)('details.about', { amount: unbroken(amount) });
}

function kilobits(bitsPerSecond: number | null, i18n: I18n): string | null {
  return bitsPerSecond === null
    ? null
    : laterWords(i18n)('details.kilobits', { kilobits: Math.round(bitsPerSecond / 1000) });
}
