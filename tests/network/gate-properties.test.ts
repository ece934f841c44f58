import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGate, type GateOutcome, type GatePass, type Priority } from '../../src/network/gate.ts';
import { createRetryBudget } from '../../src/network/retry-budget.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const priorities: readonly Priority[] = [
  'segment-soonest',
  'playlist',
  'segment',
  'steering',
  'document',
  'report',
];
const kinds: readonly GateOutcome['kind'][] = [
  'ok',
  'not-modified',
  'overloaded',
  'not-found',
  'denied',
  'unreachable',
  'timed-out',
  'stalled',
  'truncated',
  'malformed',
];

const step = fc.oneof(
  fc.record({
    act: fc.constant('ask' as const),
    priority: fc.constantFrom(...priorities),
    paceMs: fc.option(fc.nat(5000)),
    heldMs: fc.option(fc.nat(5000)),
  }),
  fc.record({
    act: fc.constant('settle' as const),
    which: fc.nat(9),
    kind: fc.constantFrom(...kinds),
    retryAfterMs: fc.option(fc.nat(20_000)),
    progressed: fc.boolean(),
  }),
  fc.record({ act: fc.constant('cancel' as const), which: fc.nat(9) }),
  fc.record({ act: fc.constant('abort' as const), which: fc.nat(9) }),
  fc.record({ act: fc.constant('pass time' as const), ms: fc.nat(4000) }),
  fc.record({ act: fc.constant('hurry' as const) }),
  fc.record({ act: fc.constant('mode' as const), joining: fc.boolean(), urgent: fc.boolean() }),
);

interface Asked {
  readonly owner: AbortController;
  state: 'waiting' | 'in flight' | 'left' | 'over';
  pass: GatePass | null;
}

it('keeps its promises whatever happens: every wait ends, no waiter is lost, Retry-After holds, the limits hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer(), async (steps, seed) => {
      const clock = createFakeClock();
      const gate = createGate({ clock, random: seededRandom(seed), budget: createRetryBudget(clock) });
      const asked: Asked[] = [];
      let heldUntilMs = -Infinity;
      const all = (state: Asked['state']) => asked.filter((one) => one.state === state);

      const onStart = () => {
        expect(clock.now()).toBeGreaterThanOrEqual(heldUntilMs);
        expect(all('in flight').length).toBeLessThanOrEqual(6);
      };
      const settle = (one: Asked, outcome: GateOutcome) => {
        one.state = 'over';
        if (outcome.retryAfterMs !== null && outcome.kind !== 'ok' && outcome.kind !== 'not-modified') {
          heldUntilMs = Math.max(heldUntilMs, clock.now() + outcome.retryAfterMs);
        }
        one.pass?.settle(outcome);
      };

      for (const what of steps) {
        switch (what.act) {
          case 'ask': {
            const one: Asked = { owner: new AbortController(), state: 'waiting', pass: null };
            asked.push(one);
            gate
              .acquire({
                priority: what.priority,
                paceMs: what.paceMs ?? undefined,
                heldMs: what.heldMs ?? undefined,
                signal: one.owner.signal,
              })
              .then(
                (pass) => {
                  one.pass = pass;
                  one.state = 'in flight';
                  onStart();
                },
                () => (one.state = 'left'),
              );
            break;
          }
          case 'settle': {
            const one = all('in flight')[what.which];
            if (one !== undefined)
              settle(one, { ...what, cachedErrorMs: null, headersMs: what.kind === 'ok' ? 20 : null });
            break;
          }
          case 'cancel': {
            const one = all('in flight')[what.which];
            if (one !== undefined) {
              one.state = 'over';
              one.pass?.cancel();
            }
            break;
          }
          case 'abort':
            all('waiting')[what.which]?.owner.abort(new Error('gone'));
            break;
          case 'pass time':
            await clock.advance(what.ms);
            break;
          case 'hurry':
            gate.hurry();
            break;
          case 'mode':
            gate.setMode({ ...what, capMs: 10_000 });
        }
        await clock.advance(0);
        expect(gate.snapshot().queued).toBe(all('waiting').length);
        expect(gate.snapshot().inFlight).toBe(all('in flight').length);
      }

      // However it stands now: when the origin works again, everybody gets through.
      const longestMs = (asked.length + 1) * 8000 + 60_000;
      const untilMs = clock.now() + longestMs;
      while ((all('waiting').length > 0 || all('in flight').length > 0) && clock.now() < untilMs) {
        for (const one of all('in flight'))
          settle(one, { kind: 'ok', retryAfterMs: null, cachedErrorMs: null, headersMs: 20 });
        await clock.advance(500);
      }
      expect(all('waiting').length + all('in flight').length).toBe(0);
      expect(clock.pending()).toBe(0);
    }),
    { numRuns: 150 },
  );
}, 30_000);
