import type { Scenario } from '../origin/scenario.ts';

/** What the demo broadcasts, for its broadcast document. */
export interface Programme {
  /** Changes with every evening. */
  readonly id: string;
  readonly streamUrl: string;
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
  readonly elapsedSeconds: number;
  /** A stream that is not ours has no schedule: it is taken to be live. */
  readonly schedule: Pick<Scenario, 'scheduledStartSeconds' | 'startsAtSeconds' | 'endsAtSeconds'> | null;
}

const late = {
  en: 'We are starting late. Stay on the line: you do not have to reload this page, or press anything again.',
  de: 'Wir fangen später an. Bleiben Sie dran: Sie müssen die Seite nicht neu laden und nichts noch einmal drücken.',
};
/** A producer needs a moment to see that it is late, and to say so. */
const announcedAfterSeconds = 6;

/** The broadcast document (version 1) at that moment of the evening. */
export function broadcastDocument({
  id,
  streamUrl,
  beganAtWallMs,
  elapsedSeconds,
  schedule,
}: Programme): object {
  const { scheduledStartSeconds, startsAtSeconds, endsAtSeconds } = schedule ?? {
    scheduledStartSeconds: 0,
    startsAtSeconds: 0,
    endsAtSeconds: null,
  };
  const isoAt = (second: number) => new Date(beganAtWallMs + second * 1000).toISOString();
  const announcedAt = scheduledStartSeconds + announcedAfterSeconds;
  const isLate =
    startsAtSeconds > announcedAt && elapsedSeconds >= announcedAt && elapsedSeconds < startsAtSeconds;
  return {
    version: 1,
    id,
    title: 'The long-awaited conversation',
    host: 'Holdline demo',
    scheduledStart: isoAt(scheduledStartSeconds),
    state: stateAt(elapsedSeconds, scheduledStartSeconds, startsAtSeconds, endsAtSeconds),
    pathways: [{ id: 'demo', url: streamUrl }],
    pollSeconds: 5,
    announcements: isLate ? [{ id: 'late', at: isoAt(announcedAt), level: 'info', text: late }] : [],
  };
}

function stateAt(elapsed: number, scheduledStart: number, startsAt: number, endsAt: number | null): string {
  if (endsAt !== null && elapsed >= endsAt) return 'ended';
  if (elapsed >= startsAt) return 'live';
  return elapsed >= scheduledStart ? 'late' : 'scheduled';
}
