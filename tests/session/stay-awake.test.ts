import { expect, it } from 'vitest';
import type { SessionState } from '../../src/session/audio-session.ts';
import { stayAwake } from '../../src/session/stay-awake.ts';
import { createFakeSession } from '../fakes/fake-session.ts';

/** Locks that are granted at once, or never. */
function createFakeLocks(refused = false) {
  let held = 0;
  return {
    held: () => held,
    async request(_name: string, _options: object, callback: () => Promise<void>) {
      if (refused) throw new DOMException('', 'SecurityError');
      held += 1;
      await callback();
      held -= 1;
    },
  };
}

function watch(refused = false) {
  const session = createFakeSession();
  const locks = createFakeLocks(refused);
  let tell: (isHere: boolean) => void = () => undefined;
  let leaves = 0;
  const dispose = stayAwake({
    session,
    locks,
    page: {
      subscribe(listener) {
        tell = listener;
        return () => {
          leaves += 1;
        };
      },
    },
  });
  return { session, locks, dispose, page: (isHere: boolean) => tell(isHere), leaves: () => leaves };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it.each<[SessionState['playback']['kind'], number]>([
  ['idle', 0],
  ['waiting', 1],
  ['joining', 1],
  ['playing', 1],
  ['rebuffering', 1],
  ['paused', 1],
  ['blocked', 1],
  ['ended', 0],
])('%s: %d lock', async (kind, expected) => {
  const { session, locks, dispose } = watch();
  session.store.setState({ playback: { kind } as SessionState['playback'] });
  session.store.setState({ attemptCount: 1 });
  await settle();
  expect(locks.held()).toBe(expected);
  session.store.setState({ playback: { kind: 'idle' } });
  await settle();
  expect(locks.held()).toBe(0);
  dispose();
});

it('gives the lock away while the page is left, and at the end', async () => {
  const { session, locks, dispose, page, leaves } = watch();
  session.store.setState({ playback: { kind: 'waiting' } });
  page(false);
  await settle();
  expect(locks.held()).toBe(0);
  page(true);
  await settle();
  expect(locks.held()).toBe(1);
  dispose();
  await settle();
  expect([locks.held(), session.subscribers(), leaves()]).toEqual([0, 0, 1]);
});

it('a browser that refuses takes nothing else away', async () => {
  const { session, locks, dispose } = watch(true);
  session.store.setState({ playback: { kind: 'waiting' } });
  await settle();
  expect(locks.held()).toBe(0);
  dispose();
});
