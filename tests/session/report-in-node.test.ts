import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { serveReports } from '../../e2e/fixtures/report-server.ts';
import { createThreadClock } from '../../src/network/clock.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import { type PageLife, reportSession } from '../../src/session/report-session.ts';
import { createFakeEngine } from '../fakes/fake-engine.ts';
import { silentState } from '../fakes/fake-session.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { loaded } from '../fakes/session-states.ts';

it('reports without a page, by Node’s own fetch and timers, to a real server', async () => {
  const collector = await serveReports();
  const reports = { url: collector.url, sampleRate: 1 };
  const store = createStore<SessionState>(() => ({ ...silentState, broadcast: loaded({ reports }) }));
  const clock = createThreadClock();
  let tell: Parameters<PageLife['subscribe']>[0] = () => undefined;
  const stop = reportSession({
    store,
    engine: createFakeEngine(),
    clock,
    random: seededRandom(1),
    fetch: (url, init) => fetch(url, init),
    ticket: 0,
    playbackSinceMs: clock.now(),
    page: {
      isHidden: () => false,
      subscribe(listener) {
        tell = listener;
        return () => undefined;
      },
    },
  });
  store.setState({ playback: { kind: 'joining' } });
  store.setState({ playback: { kind: 'playing' } });
  const states = () => collector.lines().map(({ sta }) => sta);
  await vi.waitFor(() => expect(states()).toEqual(['s', 'p']), 20_000);
  tell('left');
  stop();
  await vi.waitFor(() => expect(states()).toEqual(['s', 'p', 'q']), 20_000);
  expect(collector.issues()).toEqual([]);
  await collector.stop();
});
