import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answersStale,
  FORGOTTEN_AFTER_MS,
  inTrouble,
  LOST_AFTER_MS,
  nextLinkState,
  steady,
  STEADY_AFTER_OK,
  type LinkInput,
  type LinkState,
} from '../../src/session/link-state.ts';

const ok = (atMs: number): LinkInput => ({ type: 'ok', atMs });
const failed = (atMs: number): LinkInput => ({ type: 'failed', atMs, failure: 'overloaded', status: 503 });
const tick = (nowMs: number): LinkInput => ({ type: 'tick', nowMs });
const stale = (atMs: number): LinkInput => ({ type: 'stale', atMs });
const fresh: LinkInput = { type: 'fresh' };
const after = (...inputs: LinkInput[]) => inputs.reduce(nextLinkState, steady);

describe('nextLinkState', () => {
  it('struggles from the first failure and counts the attempts', () => {
    expect(after(failed(10), failed(20))).toMatchObject({
      kind: 'struggling',
      sinceMs: 10,
      attempts: 2,
      lastFailure: 'overloaded',
      lastStatus: 503,
    });
  });

  it('stays struggling while good and bad answers alternate', () => {
    expect(after(failed(0), ok(100), failed(200), ok(300), ok(400)).kind).toBe('struggling');
  });

  it(`is steady after ${STEADY_AFTER_OK} good answers in a row`, () => {
    expect(after(failed(0), ok(1), ok(2)).kind).toBe('struggling');
    expect(after(failed(0), ok(1), ok(2), ok(3))).toBe(steady);
  });

  it('is steady after one good answer when the last failure is old', () => {
    expect(after(failed(0), ok(FORGOTTEN_AFTER_MS - 1)).kind).toBe('struggling');
    expect(after(failed(0), ok(FORGOTTEN_AFTER_MS))).toBe(steady);
  });

  it('is lost when nothing has succeeded for a while, and only then', () => {
    expect(after(failed(0), tick(LOST_AFTER_MS - 1)).kind).toBe('struggling');
    expect(after(failed(0), tick(LOST_AFTER_MS)).kind).toBe('lost');
    expect(after(failed(0), ok(5_000), failed(6_000), tick(LOST_AFTER_MS)).kind).toBe('struggling');
  });

  it('further failures do not make a lost link look better; a good answer does', () => {
    expect(after(failed(0), tick(LOST_AFTER_MS), failed(LOST_AFTER_MS + 1)).kind).toBe('lost');
    expect(after(failed(0), tick(60_000), failed(59_000), ok(60_001)).kind).toBe('struggling');
  });

  it('tells when the next try comes, and forgets it with a good answer', () => {
    const held = after(failed(0), { type: 'held-back', untilMs: 4_000 });
    expect(held).toMatchObject({ nextAttemptAtMs: 4_000 });
    expect(nextLinkState(held, ok(4_100))).toMatchObject({ nextAttemptAtMs: null });
    expect(nextLinkState(steady, { type: 'held-back', untilMs: 4_000 })).toBe(steady);
  });

  it('a playlist that stands still is trouble without a failure, until it brings something new', () => {
    const standing = after(ok(0), stale(9_000));
    expect(standing).toMatchObject({ kind: 'struggling', attempts: 0, lastFailure: null, stale: true });
    const asked = [ok(14_000), stale(14_000), ok(24_000), stale(24_000), ok(34_000)];
    const later = asked.reduce(nextLinkState, standing);
    expect(later.kind).toBe('struggling');
    expect(nextLinkState(later, fresh)).toBe(steady);
    expect(nextLinkState(steady, fresh)).toBe(steady);
  });

  it('is not lost while the origin answers, however rarely it is asked', () => {
    const standing = after(ok(0), stale(9_000));
    expect(nextLinkState(standing, tick(9_000 + 2 * LOST_AFTER_MS))).toBe(standing);
    const failing = nextLinkState(standing, failed(10_000));
    expect(nextLinkState(failing, tick(9_000 + LOST_AFTER_MS)).kind).toBe('lost');
  });

  it('a playlist that stands still between failures: each goes when it is over', () => {
    const both = after(failed(0), ok(1), stale(1), ok(2), ok(3), ok(20_000));
    expect(both).toMatchObject({ kind: 'struggling', attempts: 1, stale: true });
    expect(nextLinkState(both, fresh)).toBe(steady);
    const failingAgain = [failed(20_001), fresh].reduce(nextLinkState, both);
    expect(failingAgain).toMatchObject({ kind: 'struggling', attempts: 2, stale: false });
    expect([ok(20_002), ok(20_003), ok(20_004)].reduce(nextLinkState, failingAgain)).toBe(steady);
  });

  it('the same stale playlist is no news', () => {
    const standing = after(stale(0));
    expect(nextLinkState(standing, stale(5_000))).toBe(standing);
    const offline = after({ type: 'offline', atMs: 0 });
    expect(nextLinkState(offline, stale(1))).toBe(offline);
  });

  it('offline outweighs failures until the browser or an answer says otherwise', () => {
    const offline = after(failed(0), { type: 'offline', atMs: 5 });
    expect(offline).toEqual({ kind: 'offline', sinceMs: 5 });
    expect(nextLinkState(offline, failed(6))).toBe(offline);
    expect(nextLinkState(offline, { type: 'online' })).toBe(steady);
    expect(nextLinkState(offline, ok(7))).toBe(steady);
  });

  it('denied stays until somebody starts anew', () => {
    const denied = after({ type: 'denied', status: 403 });
    expect(nextLinkState(denied, failed(1))).toBe(denied);
    expect(nextLinkState(denied, { type: 'reset' })).toBe(steady);
  });
});

const anyInput: fc.Arbitrary<(atMs: number) => LinkInput> = fc.constantFrom<((atMs: number) => LinkInput)[]>(
  ok,
  failed,
  tick,
  stale,
  () => fresh,
  (atMs) => ({ type: 'offline', atMs }),
  () => ({ type: 'online' }),
  (atMs) => ({ type: 'held-back', untilMs: atMs + 1_000 }),
  () => ({ type: 'denied', status: 401 }),
  () => ({ type: 'reset' }),
);

describe('whatever happens in whatever order', () => {
  it('a few good answers always lead back to steady, once they bring something new', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        const state = inputs.map((make, index) => make(index * 700)).reduce<LinkState>(nextLinkState, steady);
        const end = inputs.length * 700;
        expect([ok(end), ok(end + 1), ok(end + 2), fresh].reduce(nextLinkState, state)).toBe(steady);
      }),
    );
  });

  it('trouble knows at least one failed attempt or stands still, and steady never follows a failure directly', () => {
    fc.assert(
      fc.property(fc.array(anyInput), (inputs) => {
        let state: LinkState = steady;
        inputs.forEach((make, index) => {
          const input = make(index * 700);
          state = nextLinkState(state, input);
          if (inTrouble(state)) {
            expect(state.attempts > 0 || state.stale).toBe(true);
            expect(state.lastFailure !== null || answersStale(state)).toBe(true);
          }
          if (input.type === 'failed') expect(state.kind).not.toBe('steady');
        });
      }),
    );
  });
});
