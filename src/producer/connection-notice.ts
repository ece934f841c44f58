import type { ProducerState } from './producer-state.ts';

/** One failed try is a hiccup: it is over before it can be read. */
const FAILURES_SHOWN = 2;

export type ConnectionNotice = 'connecting' | 'polling' | 'lost' | 'limited' | 'stale' | 'none';

/** Which of the states of the connection is worth a notice. */
export function connectionNotice({ connection, report }: ProducerState): ConnectionNotice {
  switch (connection.kind) {
    case 'connecting':
      return report === null ? 'connecting' : 'none';
    case 'lost':
      return connection.failures >= FAILURES_SHOWN || report === null ? 'lost' : 'none';
    case 'limited':
      return 'limited';
    case 'refused':
      return 'none';
    case 'live':
      if (report?.stale === true) return 'stale';
      return connection.via === 'polling' ? 'polling' : 'none';
  }
}

/** The figures that are shown are not those of now. */
export function isOld(state: ProducerState): boolean {
  return (
    state.connection.kind === 'refused' || ['lost', 'limited', 'stale'].includes(connectionNotice(state))
  );
}
