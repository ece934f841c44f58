import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawOf,
  isAboveAdmission,
  isClosed,
  joinRules,
  nextAdmission,
  nextSignal,
  STARVING_AFTER_MS,
  type Admission,
  type JoinRules,
  type StartSignal,
} from '../../src/broadcast/admission.ts';
import { documentOf } from './documents.ts';

/** In epoch 0 this ticket is 0.689, in epoch 1 it is 0.178. */
const ID = 'somebody';
const calm: JoinRules = { admission: 1, epoch: 0, spreadMs: 0, closed: false, begun: true };

/** One listener, step by step: what the document says, what is heard, how late it is. */
function walk(id = ID) {
  let signal: StartSignal | null = null;
  let admission: Admission | null = null;
  return {
    admission: () => admission,
    step(
      change: Partial<JoinRules>,
      facts: { nowMs?: number; waiting?: boolean; silentForMs?: number | null; pressed?: boolean } = {},
    ): Admission['kind'] | null {
      const { nowMs = 0, waiting = admission?.kind !== 'in', silentForMs = null, pressed = true } = facts;
      const rules = { ...calm, ...change };
      const draw = drawOf(id, rules.epoch);
      signal = nextSignal(signal, rules, draw, nowMs);
      if (pressed) admission = nextAdmission(admission, { rules, draw, signal, nowMs, waiting, silentForMs });
      return admission?.kind ?? null;
    },
  };
}

describe('joinRules', () => {
  it('what a document does not say holds nobody back', () => {
    expect(joinRules(documentOf())).toEqual({ ...calm, begun: false });
  });

  it.each([
    ['scheduled', false],
    ['late', false],
    ['live', true],
    ['ended', true],
  ])('%s has begun: %s', (state, begun) => {
    expect(joinRules(documentOf({ state })).begun).toBe(begun);
  });

  it.each([
    ['live', 4, true],
    ['late', 4, true],
    ['live', 3, false],
    ['ended', 4, false],
  ] as const)('%s at degrade %d is closed: %s', (state, degrade, closed) => {
    expect(isClosed(documentOf({ state, degrade }))).toBe(closed);
    expect(joinRules(documentOf({ state, degrade })).closed).toBe(closed);
  });
});

describe('nextAdmission', () => {
  it('lets in by ticket', () => {
    expect(walk().step({ admission: 0.68 })).toBe('held');
    expect(walk().step({ admission: 0.7 })).toBe('in');
    expect(walk().step({ admission: 0 })).toBe('held');
    expect(walk().step({ admission: 1 })).toBe('in');
  });

  it('raising lets in, and puts nobody out', () => {
    const listener = walk();
    expect(listener.step({ admission: 0.1 })).toBe('held');
    expect(listener.step({ admission: 0.8 })).toBe('in');
    expect(listener.step({ admission: 0.9 }, { silentForMs: 3_600_000 })).toBe('in');
  });

  it.each<[string, Partial<JoinRules>, number | null, Admission['kind']]>([
    ['whoever hears', { admission: 0 }, null, 'in'],
    ['whoever was silent for a moment', { admission: 0 }, STARVING_AFTER_MS - 1, 'in'],
    ['whoever starves below the new admission', { admission: 0.7 }, STARVING_AFTER_MS, 'in'],
    ['whoever hears while live is closed', { closed: true }, null, 'in'],
    ['whoever starves above the new admission', { admission: 0.6 }, STARVING_AFTER_MS, 'held'],
    ['whoever starves while live is closed', { closed: true }, STARVING_AFTER_MS, 'closed'],
  ])('after lowering, %s', (_, change, silentForMs, expected) => {
    const listener = walk();
    listener.step({});
    expect(listener.step(change, { waiting: false, silentForMs })).toBe(expected);
  });

  it('whoever is in above the new admission is told from those below it, and from those who wait', () => {
    const draw = drawOf(ID, 0);
    const at = (admission: number) => ({ rules: { ...calm, admission }, draw });
    const listener = walk();
    expect(isAboveAdmission(null, at(0.1))).toBe(false);
    listener.step({});
    expect(isAboveAdmission(listener.admission(), at(0.7))).toBe(false);
    expect(isAboveAdmission(listener.admission(), at(0.6))).toBe(true);
    // Closed for newcomers is not lowered.
    expect(isAboveAdmission(listener.admission(), { rules: { ...calm, closed: true }, draw })).toBe(false);
    expect(isAboveAdmission({ kind: 'held' }, at(0.1))).toBe(false);
    // The draw by which they were let in is what counts.
    expect(isAboveAdmission(listener.admission(), { ...at(0.6), draw: drawOf(ID, 1) })).toBe(true);
  });

  it('whoever is let in and waits for the start is as much in the waiting room as everybody else', () => {
    const listener = walk();
    expect(listener.step({ begun: false })).toBe('in');
    expect(listener.step({ begun: false, admission: 0.5 }, { waiting: true })).toBe('held');
  });

  it('a new epoch draws anew for those who wait, not for those who are in', () => {
    const waiting = walk();
    expect(waiting.step({ admission: 0.3, epoch: 0 })).toBe('held');
    expect(waiting.step({ admission: 0.3, epoch: 1 })).toBe('in');
    const hearing = walk();
    expect(hearing.step({ admission: 0.7, epoch: 0 })).toBe('in');
    // "somebody" would be let in at 0.3 in epoch 1; the ticket that counts is the one they came in by.
    expect(hearing.step({ admission: 0.7, epoch: 1 }, { silentForMs: STARVING_AFTER_MS })).toBe('in');
    expect(hearing.admission()).toMatchObject({ draw: { epoch: 0 } });
  });

  it('closed holds newcomers until live opens again', () => {
    const listener = walk();
    expect(listener.step({ closed: true })).toBe('closed');
    expect(listener.step({})).toBe('in');
  });

  it('returns the same object when nothing changes', () => {
    const listener = walk();
    listener.step({ admission: 0 });
    const before = listener.admission();
    listener.step({ admission: 0.1 }, { nowMs: 5_000 });
    expect(listener.admission()).toBe(before);
  });
});

describe('joins are spread', () => {
  const spreadMs = 100_000;
  const dueMs = drawOf(ID, 0).place * spreadMs;

  it('after the start, for those who waited for it', () => {
    const listener = walk();
    expect(listener.step({ begun: false, spreadMs })).toBe('in');
    expect(listener.step({ spreadMs }, { nowMs: 1_000, waiting: true })).toBe('due');
    expect(listener.admission()).toEqual({ kind: 'due', atMs: 1_000 + dueMs });
    expect(listener.step({ spreadMs }, { nowMs: 999 + dueMs })).toBe('due');
    expect(listener.step({ spreadMs }, { nowMs: 1_000 + dueMs })).toBe('in');
  });

  it('not for those who join already', () => {
    const listener = walk();
    listener.step({ begun: false, spreadMs });
    expect(listener.step({ spreadMs }, { nowMs: 1_000, waiting: false, silentForMs: 0 })).toBe('in');
  });

  it('after a raising, for those whom it let in', () => {
    const listener = walk();
    listener.step({ admission: 0.2, spreadMs });
    expect(listener.step({ admission: 0.9, spreadMs }, { nowMs: 7_000 })).toBe('due');
    expect(listener.admission()).toEqual({ kind: 'due', atMs: 7_000 + dueMs });
    // Raised once more: nobody's turn is put off.
    listener.step({ admission: 1, spreadMs }, { nowMs: 8_000 });
    expect(listener.admission()).toEqual({ kind: 'due', atMs: 7_000 + dueMs });
  });

  it('from the signal on, whenever Listen is pressed', () => {
    const listener = walk();
    listener.step({ spreadMs }, { pressed: false });
    expect(listener.step({ spreadMs }, { nowMs: dueMs - 1 })).toBe('due');
    const later = walk();
    later.step({ spreadMs }, { pressed: false });
    expect(later.step({ spreadMs }, { nowMs: dueMs })).toBe('in');
  });

  it('not before the start', () => {
    expect(walk().step({ begun: false, spreadMs })).toBe('in');
  });

  it('evenly, also among those few who are let in first', () => {
    const places = Array.from({ length: 5_000 }, (_, index) => drawOf(`listener ${index}`, 3))
      .filter(({ ticket }) => ticket < 0.2)
      .map(({ place }) => place);
    const early = places.filter((place) => place < 0.5).length;
    expect(early / places.length).toBeGreaterThan(0.45);
    expect(early / places.length).toBeLessThan(0.55);
  });
});

describe('whatever the documents say', () => {
  const anyRules = fc.record({
    admission: fc.double({ min: 0, max: 1, noNaN: true }),
    epoch: fc.nat(3),
    spreadMs: fc.integer({ min: 0, max: 3_600_000 }),
    closed: fc.boolean(),
    begun: fc.boolean(),
  });
  const anyStep = fc.record({
    rules: anyRules,
    waitMs: fc.integer({ min: 0, max: 600_000 }),
    silentForMs: fc.option(fc.integer({ min: 0, max: 120_000 })),
  });
  const anyId = fc.string({ minLength: 1 });

  it('nobody who hears is put out', () => {
    fc.assert(
      fc.property(anyId, fc.array(anyStep), (id, steps) => {
        const listener = walk(id);
        let nowMs = 0;
        let hears = false;
        for (const { rules, waitMs, silentForMs } of steps) {
          nowMs += waitMs;
          const kind = listener.step(rules, { nowMs, silentForMs: hears ? null : silentForMs });
          if (hears) expect(kind).toBe('in');
          hears ||= kind === 'in';
        }
      }),
    );
  });

  it('raising never puts anybody out, however long they have been silent', () => {
    fc.assert(
      fc.property(
        anyId,
        fc.array(anyStep),
        anyRules,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (id, steps, last, raise) => {
          const listener = walk(id);
          let nowMs = 0;
          for (const { rules, waitMs, silentForMs } of [
            ...steps,
            { rules: last, waitMs: 0, silentForMs: null },
          ]) {
            nowMs += waitMs;
            listener.step(rules, { nowMs, silentForMs });
          }
          const before = listener.admission();
          const isIn = before?.kind === 'in' && (before.draw?.ticket ?? 1) < last.admission;
          const admission = last.admission + (1 - last.admission) * raise;
          const after = listener.step(
            { ...last, closed: false, admission },
            { nowMs, silentForMs: 3_600_000 },
          );
          if (isIn) expect(after).toBe('in');
        },
      ),
    );
  });

  it('every hold ends when all are let in and the spread is over', () => {
    fc.assert(
      fc.property(anyId, fc.array(anyStep), anyRules, (id, steps, last) => {
        const listener = walk(id);
        let nowMs = 0;
        for (const { rules, waitMs, silentForMs } of steps) {
          nowMs += waitMs;
          listener.step(rules, { nowMs, silentForMs });
        }
        const open = { ...last, closed: false, admission: 1 };
        listener.step(open, { nowMs });
        expect(listener.step(open, { nowMs: nowMs + last.spreadMs })).toBe('in');
      }),
    );
  });
});
