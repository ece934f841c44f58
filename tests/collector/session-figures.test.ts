import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPathwayNames } from '../../src/collector/names.ts';
import { playerStates, type Report } from '../../src/collector/report.ts';
import {
  afterSilence,
  FORGOTTEN_AFTER_MS,
  nextChangeMs,
  packRecord,
  type SessionRecord,
  unpackRecord,
} from '../../src/collector/session-record.ts';
import { isRepeated, moveGauges, step } from '../../src/collector/session-step.ts';
import { createSessionTable } from '../../src/collector/session-table.ts';
import type { Tally } from '../../src/collector/tally.ts';
import { NOW_MS, report } from './report-lines.ts';

/** One session, and what it does to the figures. */
function createSubject() {
  const gauges = new Map<string, number>();
  const counts = new Map<string, number>();
  const pathways = createPathwayNames();
  let record: SessionRecord | null = null;
  let sn = 0;
  const tally: Tally = {
    gauge: (name, by) => {
      const next = (gauges.get(name) ?? 0) + by;
      if (next === 0) gauges.delete(name);
      else gauges.set(name, next);
    },
    count: (name, by) => void counts.set(name, (counts.get(name) ?? 0) + by),
    listened: () => undefined,
  };
  return {
    gauges,
    record: () => record,
    states: () =>
      [...gauges].filter(([name]) => name.startsWith('state:')).map(([name, n]) => `${name.slice(6)}=${n}`),
    count: (name: string) => counts.get(name) ?? 0,
    names: () => [...counts.keys()],
    /** A line, `seconds` after the evening began, by both clocks. */
    say(seconds: number, fields: Partial<Report>) {
      const line = report({ sn: ++sn, ts: NOW_MS + seconds * 1000, event: 'ps', ...fields });
      if (isRepeated(record, line)) return;
      record = step(record, line, { nowMs: NOW_MS + seconds * 1000, revision: 3, pathways }, tally);
    },
    wait(seconds: number) {
      if (record === null) return;
      const after = afterSilence(record, NOW_MS + seconds * 1000);
      moveGauges(record, after, tally);
      record = after;
    },
  };
}

type Line = readonly [seconds: number, fields: Partial<Report>];
function after(...lines: readonly Line[]) {
  const subject = createSubject();
  for (const [seconds, fields] of lines) subject.say(seconds, fields);
  return subject;
}

describe('a session', () => {
  const cases: readonly (readonly [name: string, lines: readonly Line[], shown: string])[] = [
    ['waits', [[0, { state: 'w' }]], 'waiting=1'],
    ['is held by admission', [[0, { state: 'w', held: true }]], 'held=1'],
    ['joins', [[0, { state: 's' }]], 'joining=1'],
    ['listens', [[0, { state: 'p' }]], 'listening=1'],
    ['listens while it jumps', [[0, { state: 'k' }]], 'listening=1'],
    ['rebuffers', [[0, { state: 'r' }]], 'rebuffering=1'],
    ['is lost: silent, the origin out of reach', [[0, { state: 'r', link: 'lost' }]], 'lost=1'],
    ['is lost: joining offline', [[0, { state: 's', link: 'offline' }]], 'lost=1'],
    ['listens although the link is lost', [[0, { state: 'p', link: 'lost' }]], 'listening=1'],
    ['pauses', [[0, { state: 'a' }]], 'paused=1'],
    [
      'has left',
      [
        [0, { state: 'p' }],
        [1, { state: 'q' }],
      ],
      '',
    ],
    [
      'keeps its state when a line says none',
      [
        [0, { state: 'r' }],
        [1, { event: 't' }],
      ],
      'rebuffering=1',
    ],
    [
      'comes back',
      [
        [0, { state: 'q' }],
        [1, { state: 's' }],
      ],
      'joining=1',
    ],
  ];
  it.each(cases)('%s', (_name, lines, shown) => {
    expect(
      after(...lines)
        .states()
        .join(),
    ).toBe(shown);
  });

  it('is counted by pathway, rendition and revision as long as it talks', () => {
    const subject = after(
      [0, { state: 'p', pathway: 'primary', kbps: 48, revision: 3 }],
      [1, { event: 'rr', pathway: 'backup', status: 503 }],
      [2, { event: 't', kbps: 24 }],
    );
    expect([...subject.gauges].map(([name]) => name).sort()).toEqual([
      'kbps:24',
      'pathway:primary',
      'revision:3',
      'state:listening',
    ]);
    subject.wait(100);
    expect([...subject.gauges.keys()]).toEqual(['state:lost']);
    subject.say(101, { event: 't' });
    expect(subject.gauges.get('pathway:primary')).toBe(1);
  });

  it('cannot invent revisions', () => {
    for (const revision of [900, 5_000_000]) {
      expect(after([0, { state: 'p', revision }]).gauges.has('revision:-1')).toBe(true);
    }
  });

  it('is lost after 75 s of silence, and forgotten after five minutes', () => {
    const subject = after([0, { state: 'p' }]);
    const shown = [74, 75, 299, 300].map((seconds) => {
      subject.wait(seconds);
      return subject.states().join();
    });
    expect(shown).toEqual(['listening=1', 'lost=1', 'lost=1', '']);
    expect(subject.record()).toBeNull();
  });

  it('is no longer among the concurrent five minutes into a pause', () => {
    const subject = after([0, { state: 'a' }]);
    for (let seconds = 30; seconds < 300; seconds += 30) subject.say(seconds, { event: 't', state: 'a' });
    subject.wait(299);
    expect(subject.states()).toEqual(['paused=1']);
    subject.wait(300);
    expect(subject.states()).toEqual(['paused-long=1']);
    subject.say(301, { event: 't', state: 'a' });
    expect(subject.states()).toEqual(['paused-long=1']);
    subject.say(302, { state: 'p' });
    expect(subject.states()).toEqual(['listening=1']);
  });
});

describe('joins', () => {
  const ends = (...lines: readonly Line[]) => {
    const subject = after(...lines);
    return ['attempts', 'started', 'start-failures', 'exits'].map((name) => subject.count(name));
  };

  const cases: readonly (readonly [name: string, lines: readonly Line[], ends: readonly number[]])[] = [
    [
      'one begins with the first s',
      [
        [0, { state: 's' }],
        [1, { event: 't', state: 's' }],
      ],
      [1, 0, 0, 0],
    ],
    [
      'one begins after the waiting',
      [
        [0, { state: 'w' }],
        [9, { state: 's' }],
        [11, { state: 'p' }],
      ],
      [1, 1, 0, 0],
    ],
    [
      'a fatal error fails it',
      [
        [0, { state: 's' }],
        [5, { state: 'f' }],
      ],
      [1, 0, 1, 0],
    ],
    [
      'an error event fails it, once',
      [
        [0, { state: 's' }],
        [5, { event: 'e', state: 's' }],
        [5, { state: 'f' }],
      ],
      [1, 0, 1, 0],
    ],
    [
      'an error after the start fails nothing',
      [
        [0, { state: 's' }],
        [2, { state: 'p' }],
        [5, { event: 'e' }],
      ],
      [1, 1, 0, 0],
    ],
    [
      'who leaves was not patient',
      [
        [0, { state: 's' }],
        [1, { state: 'q' }],
      ],
      [1, 0, 0, 1],
    ],
    [
      'who leaves within a second was never there',
      [
        [0, { state: 's' }],
        [0.9, { state: 'q' }],
      ],
      [1, 0, 0, 0],
    ],
    [
      'who leaves while listening has joined',
      [
        [0, { state: 's' }],
        [2, { state: 'p' }],
        [9, { state: 'q' }],
      ],
      [1, 1, 0, 0],
    ],
    [
      'going back to the waiting room is neither',
      [
        [0, { state: 's' }],
        [2, { state: 'w', held: true }],
      ],
      [1, 0, 0, 0],
    ],
    [
      'a second one after a failure',
      [
        [0, { state: 's' }],
        [2, { state: 'f' }],
        [9, { state: 's' }],
      ],
      [2, 0, 1, 0],
    ],
    [
      'rebuffering is none',
      [
        [0, { state: 'p' }],
        [2, { state: 'r' }],
        [9, { state: 'p' }],
      ],
      [0, 0, 0, 0],
    ],
    [
      'one after a pause is none',
      [
        [0, { state: 'a' }],
        [2, { state: 's' }],
        [3, { state: 'p' }],
      ],
      [0, 0, 0, 0],
    ],
    ['one whose beginning was not told', [[0, { state: 'p', joinMs: 900 }]], [0, 1, 0, 0]],
  ];
  it.each(cases)('%s', (_name, lines, expected) => {
    expect(ends(...lines)).toEqual(expected);
  });

  it('takes the join time once per session', () => {
    const subject = after(
      [0, { state: 's' }],
      [2, { state: 'p', joinMs: 2000 }],
      [3, { event: 't', joinMs: 2000 }],
    );
    expect(
      subject
        .names()
        .filter((name) => name.startsWith('join:'))
        .map(subject.count),
    ).toEqual([1]);
  });

  it('counts a repeated line once', () => {
    const subject = after([0, { state: 's', sn: 5 }], [1, { state: 'q', sn: 5 }], [2, { state: 'q', sn: 4 }]);
    expect(subject.states()).toEqual(['joining=1']);
  });
});

describe('listening time', () => {
  it('is what lies between two lines, by the listener’s own clock', () => {
    const early = -7200;
    const subject = after(
      [early, { state: 'p' }],
      [early + 30, { state: 'r' }],
      [early + 34, { state: 'p' }],
      [early + 60, { event: 't' }],
    );
    expect([subject.count('listening-ms'), subject.count('rebuffering-ms')]).toEqual([56_000, 4000]);
  });

  it('is not known across a long silence, nor when a clock goes back', () => {
    expect(after([0, { state: 'p' }], [4000, { event: 't' }]).count('listening-ms')).toBe(75_000);
    expect(after([50, { state: 'p' }], [10, { event: 't' }]).count('listening-ms')).toBe(0);
  });
});

describe('failures', () => {
  it('are counted by kind, status and pathway', () => {
    const subject = after(
      [0, { event: 'rr', state: 's', failure: 'overloaded', status: 503, pathway: 'primary' }],
      [1, { event: 'rr', status: 206, pathway: 'primary' }],
      [2, { event: 'rr', failure: 'timed-out', status: 0 }],
      [3, { event: 'e', state: 'p' }],
    );
    expect(subject.names().filter((name) => name.startsWith('failure:'))).toEqual([
      'failure:overloaded|503|primary',
      'failure:timed-out||',
      'failure:other||',
    ]);
  });
});

describe('whatever a session says', () => {
  const anyLine = fc.record({
    seconds: fc.integer({ min: 0, max: 400 }),
    state: fc.option(fc.constantFrom(...playerStates)),
    event: fc.constantFrom('ps', 't', 'e', 'rr'),
    link: fc.option(fc.constantFrom('steady', 'lost', 'offline')),
    pathway: fc.option(fc.constantFrom('a', 'b')),
    kbps: fc.option(fc.constantFrom(24, 48)),
    revision: fc.option(fc.constantFrom(1, 3, 999)),
    held: fc.boolean(),
    joinMs: fc.option(fc.constantFrom(10, 9000)),
  });

  it('is shown in one state at most, nothing is below zero, and nothing is left of it in the end', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const subject = createSubject();
        let now = 0;
        let timesNew = 0;
        for (const { seconds, ...fields } of lines) {
          now += seconds;
          subject.wait(now);
          if (subject.record() === null) timesNew += 1;
          subject.say(now, fields);
          const record = subject.record();
          expect(subject.states().length).toBeLessThanOrEqual(1);
          expect([...subject.gauges.values()].every((n) => n === 1)).toBe(true);
          if (record !== null) expect(unpackRecord(packRecord(record))).toEqual(record);
        }
        const ends = subject.count('started') + subject.count('start-failures') + subject.count('exits');
        // The first line may be the end of a join that was never heard of.
        expect(ends).toBeLessThanOrEqual(subject.count('attempts') + timesNew);
        subject.wait(now + FORGOTTEN_AFTER_MS / 1000);
        expect(subject.gauges.size).toBe(0);
      }),
    );
  });

  it('changes by silence exactly when it was said to', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), (lines) => {
        const subject = createSubject();
        for (const { seconds, ...fields } of lines) subject.say(seconds, fields);
        for (let record = subject.record(); record !== null;) {
          const due = nextChangeMs(record);
          expect(afterSilence(record, due - 1)).toBe(record);
          const next = afterSilence(record, due);
          expect(next).not.toBe(record);
          record = next;
        }
      }),
    );
  });
});

describe('the table of sessions', () => {
  it('holds what a Map would', () => {
    const text = fc.constantFrom('a', 'b', 'c', 'd');
    const act = fc.tuple(fc.constantFrom('set', 'delete'), text, fc.integer({ min: 0, max: 999 }), text);
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const [table, map] = [createSessionTable(), new Map<string, SessionRecord>()];
        for (const [name, sid, sn, pathway] of acts) {
          const record = unpackRecord(`4 9 ${sn} ${NOW_MS + sn} 0 ${NOW_MS} ${NOW_MS} 48 -1 ${pathway}`);
          if (name === 'set') [table, map].forEach((each) => void each.set(sid, record));
          else [table, map].forEach((each) => void each.delete(sid));
        }
        expect(table.size()).toBe(map.size);
        expect(new Map(table.some(100))).toEqual(map);
        for (const sid of ['a', 'b', 'c', 'd']) expect(table.get(sid)).toEqual(map.get(sid) ?? null);
      }),
    );
  });

  it('grows, and goes round in pieces', () => {
    const table = createSessionTable();
    const record = unpackRecord(`4 0 1 2 3 4 5 6 7 a`);
    for (let index = 0; index < 5000; index++) table.set(`session-${index}`, { ...record, sn: index });
    expect(table.get('session-4999')?.sn).toBe(4999);
    expect([table.some(3000).length, table.some(3000).length, table.some(3000).length]).toEqual([
      3000, 2000, 3000,
    ]);
  });
});
