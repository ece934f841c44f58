import type { Scenario } from '../origin/scenario.ts';

/** What the demo broadcasts, for its broadcast document. */
export interface Programme {
  /** Changes with every evening. */
  readonly id: string;
  /** In order of preference. */
  readonly pathways: readonly { readonly id: string; readonly url: string }[];
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
  readonly elapsedSeconds: number;
  /** A stream that is not ours has no schedule: it is taken to be live. */
  readonly schedule: Pick<Scenario, 'scheduledStartSeconds' | 'startsAtSeconds' | 'endsAtSeconds'> | null;
}

type Document = Readonly<Record<string, unknown>>;

/** What the clock alone decides of a broadcast document. */
export interface Stage {
  readonly state: 'scheduled' | 'late' | 'live' | 'ended';
  readonly isLateAnnounced: boolean;
}

const late = {
  en: 'We are starting late. Stay on the line: you do not have to reload this page, or press anything again.',
  de: 'Wir fangen später an. Bleiben Sie dran: Sie müssen die Seite nicht neu laden und nichts noch einmal drücken.',
};
/** A producer needs a moment to see that it is late, and to say so. */
const announcedAfterSeconds = 6;
const live = { scheduledStartSeconds: 0, startsAtSeconds: 0, endsAtSeconds: null };

export function stageOf({ elapsedSeconds, schedule }: Pick<Programme, 'elapsedSeconds' | 'schedule'>): Stage {
  const { scheduledStartSeconds, startsAtSeconds, endsAtSeconds } = schedule ?? live;
  const announcedAt = scheduledStartSeconds + announcedAfterSeconds;
  const isLateAnnounced =
    startsAtSeconds > announcedAt && elapsedSeconds >= announcedAt && elapsedSeconds < startsAtSeconds;
  if (endsAtSeconds !== null && elapsedSeconds >= endsAtSeconds) return { state: 'ended', isLateAnnounced };
  if (elapsedSeconds >= startsAtSeconds) return { state: 'live', isLateAnnounced };
  return { state: elapsedSeconds >= scheduledStartSeconds ? 'late' : 'scheduled', isLateAnnounced };
}

/** The broadcast document (version 1) at the beginning of an evening. `reportsUrl` null: nobody takes reports. */
export function firstDocument(programme: Programme, reportsUrl: string | null): Document {
  const { id, pathways, beganAtWallMs, schedule } = programme;
  const { scheduledStartSeconds } = schedule ?? live;
  const document = {
    version: 1,
    id,
    title: 'The long-awaited conversation',
    host: 'Holdline demo',
    scheduledStart: new Date(beganAtWallMs + scheduledStartSeconds * 1000).toISOString(),
    state: 'scheduled',
    pathways,
    pollSeconds: 5,
    announcements: [],
    ...(reportsUrl === null ? {} : { reports: { url: reportsUrl, sampleRate: 1 } }),
  };
  return withStage(document, stageOf(programme), programme);
}

/** The same document at another stage of the evening; whatever else producers have written in it stays. */
export function withStage(
  document: Document,
  { state, isLateAnnounced }: Stage,
  { beganAtWallMs, schedule }: Pick<Programme, 'beganAtWallMs' | 'schedule'>,
): Document {
  const announcedAt = (schedule ?? live).scheduledStartSeconds + announcedAfterSeconds;
  const at = new Date(beganAtWallMs + announcedAt * 1000).toISOString();
  const written = Array.isArray(document['announcements']) ? (document['announcements'] as Document[]) : [];
  const others = written.filter(({ id }) => id !== 'late');
  return {
    ...document,
    state,
    announcements: isLateAnnounced ? [...others, { id: 'late', at, level: 'info', text: late }] : others,
  };
}
