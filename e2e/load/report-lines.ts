/** Listeners who send reports as fast as they are asked to. */
export interface Crowd {
  /** Ten lines of one session: what it sends at once. */
  batch(): string;
  /** One line each of the next ten sessions. */
  arrivals(): string;
}

const LINES = 10;

/** `sessions` listeners in turn; their sequence numbers only grow, so that the collector keeps every line. */
export function createCrowd(sessions: number, contentId: string): Crowd {
  const sequence = new Uint32Array(sessions);
  let next = 0;
  const line = (session: number): string => {
    const sn = (sequence[session] = (sequence[session] ?? 0) + 1);
    const sid = `00000000-0000-4000-8000-${session.toString(16).padStart(12, '0')}`;
    const state = sn === 1 ? 'e=ps,msd=1840,sta=p' : sn % 7 === 3 ? 'e=ps,bsd=(300),sta=r' : 'e=t,sta=p';
    return `bl=(24000),br=(48),cid="${contentId}",${state},ltc=18000,org.holdline-link=steady,org.holdline-pathway="primary",org.holdline-revision="1",sid="${sid}",sn=${sn},ts=${Date.now()},v=2`;
  };
  const turn = (): number => {
    const session = next;
    next = (next + 1) % sessions;
    return session;
  };
  return {
    batch() {
      const session = turn();
      return Array.from({ length: LINES }, () => line(session)).join('\n');
    },
    arrivals: () => Array.from({ length: LINES }, () => line(turn())).join('\n'),
  };
}
