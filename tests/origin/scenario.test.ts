import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenario, scenarioNames } from '../../e2e/origin/scenario.ts';
import { UserError } from '../../e2e/origin/user-error.ts';
import { scenarioOf } from './test-origin.ts';

const entry = { fromSeconds: 1, toSeconds: 2, match: { what: 'any' }, fault: { type: 'hang' } };
const steered = (steering: object) => ({ pathways: ['a', 'b'], steering: { ttlSeconds: 5, ...steering } });
const withEntry = (fields: object) => ({ faults: [entry, { ...entry, ...fields }] });

describe('parseScenario', () => {
  it('fills in what may be left out', () => {
    expect(scenarioOf({ faults: [entry] })).toMatchObject({
      playlist: 'sliding',
      windowSegments: 6,
      endsAtSeconds: null,
      faults: [{ probability: 1 }],
      pathways: [{ id: 'main', numberOffset: 0 }],
      stream: 'main',
    });
  });

  it.each([
    [{ name: 'Not A Name' }, 'name: must be small letters'],
    [{ description: undefined }, 'description: is missing'],
    [{ seed: 1.5 }, 'seed: must be a whole number (it is 1.5)'],
    [{ windowSegments: 2 }, 'windowSegments: must be at least 3'],
    [{ startsAtSeconds: 'soon' }, 'startsAtSeconds: must be a number of seconds (it is "soon")'],
    [{ playlist: 'vod' }, 'playlist: must be "sliding" or "event"'],
    [{ faults: {} }, 'faults: must be a list'],
    [{ fault: [] }, 'fault: no such field'],
    [withEntry({ fromSeconds: -1 }), 'faults[1].fromSeconds: must not be negative'],
    [withEntry({ toSeconds: 1 }), 'faults[1].toSeconds: must be later than fromSeconds'],
    [withEntry({ probability: 1.1 }), 'faults[1].probability: must be from 0 to 1'],
    [withEntry({ match: { what: 'segments' } }), 'faults[1].match.what: must be one of multivariant'],
    [withEntry({ match: { what: 'any', kind: 1 } }), 'faults[1].match.kind: no such field'],
    [withEntry({ fault: { type: 'explode' } }), 'faults[1].fault.type: must be one of not-found'],
    [withEntry({ fault: { type: 'truncate' } }), 'faults[1].fault.after: is missing'],
    [withEntry({ fault: { type: 'truncate', after: { bytes: 1, fraction: 1 } } }), 'faults[1].fault.after'],
    [
      withEntry({ fault: { type: 'status', status: 200 } }),
      'faults[1].fault.status: must be an error status',
    ],
    [
      withEntry({ fault: { type: 'status', status: 503, retryAfter: 'soon' } }),
      'faults[1].fault.retryAfter: must be',
    ],
    [withEntry({ fault: { type: 'throttle', bitsPerSecond: 0 } }), 'faults[1].fault.bitsPerSecond'],
    [withEntry({ fault: { type: 'malformed', body: 'xml' } }), 'faults[1].fault.body'],
    [withEntry({ fault: { type: 'latency', ms: -5 } }), 'faults[1].fault.ms: must not be negative'],
    [
      withEntry({ fault: { type: 'refuse', at: 'accept' }, match: { what: 'segment' } }),
      'faults[1].match: a connection is refused before it asks',
    ],
    [withEntry({ fault: { type: 'refuse', at: 'listener' }, probability: 0.5 }), 'faults[1].probability'],
    [withEntry({ fault: { type: 'stale' } }), 'faults[1].match.what: only a media playlist can be "stale"'],
    [withEntry({ fault: { type: 'older' }, match: { what: 'media-playlist' } }), 'faults[1].fault.bySeconds'],
    [withEntry({ fault: { type: 'trickle', bitsPerSecond: 0 } }), 'faults[1].fault.bitsPerSecond'],
    [
      withEntry({ fault: { type: 'limiter', requestsPerSecond: 0, burst: 1 } }),
      'faults[1].fault.requestsPerSecond: must be requests per second',
    ],
    [
      withEntry({ fault: { type: 'limiter', requestsPerSecond: 1, burst: 1, status: 500 } }),
      'faults[1].fault.status: must be 429 or 503',
    ],
    [
      withEntry({ cycle: { everySeconds: 5, forSeconds: 6 } }),
      'faults[1].cycle.forSeconds: must not be longer than everySeconds',
    ],
    [withEntry({ cycle: { everySeconds: 0, forSeconds: 0 } }), 'faults[1].cycle.everySeconds: must be at'],
    [withEntry({ match: { what: 'any', sequence: 'x' } }), 'faults[1].match.sequence: must be a whole'],
    [withEntry({ match: { what: 'any', except: [{ kind: 1 }] } }), 'faults[1].match.except[0].kind: no such'],
    [withEntry({ fault: { type: 'upstream' } }), 'faults[1].fault: needs ms or bitsPerSecond'],
    [
      withEntry({ fault: { type: 'capacity', requestsPerSecond: 1, queue: 1, beyond: 'sorry' } }),
      'faults[1].fault.beyond: must be "503"',
    ],
    [
      withEntry({ fault: { type: 'status-cycle', statuses: [302] } }),
      'faults[1].fault.statuses[0]: must be an error',
    ],
    [{ gaps: [{ fromSeconds: 5, toSeconds: 5 }] }, 'gaps[0].toSeconds: must be later than fromSeconds'],
    [{ restarts: [{ atSeconds: 5, mediaSequence: -1 }] }, 'restarts[0].mediaSequence: must not be negative'],
    [{ restarts: [{ atSeconds: -61 }] }, 'restarts[0].atSeconds: must not be before startsAtSeconds (-60)'],
    [
      { restarts: [{ atSeconds: 5, silentSeconds: 10 }, { atSeconds: 14 }] },
      'restarts[1].atSeconds: the encoder is not back yet',
    ],
    [
      { restarts: [{ atSeconds: 5, keepsWindow: true, mediaSequence: 9 }] },
      'restarts[0].mediaSequence: with keepsWindow the numbers go on',
    ],
    [{ pathways: [] }, 'pathways: must name a pathway'],
    [{ pathways: ['a', 'no good'] }, 'pathways[1]: must be a name or {"id", "numberOffset"}'],
    [{ pathways: ['a', 'b', 'a'] }, 'pathways[2]: "a" is there already'],
    [withEntry({ match: { what: 'any', pathway: 'b' } }), 'faults[1].match.pathway: there is no pathway "b"'],
    [{ stream: 'steered' }, 'stream: "steered" needs "steering"'],
    [{ stream: 'loud' }, 'stream: must be one of main, opus, '],
    [{ steering: { ttlSeconds: 0 } }, 'steering.ttlSeconds: must be at least 1'],
    [steered({ pathway: 'c' }), 'steering.pathway: there is no pathway "c"'],
    [
      steered({ steps: [{ atSeconds: 1, priority: ['a', 'c'] }] }),
      'steering.steps[0].priority[1]: there is no pathway "c"',
    ],
    [
      steered({
        steps: [
          { atSeconds: 9, priority: ['a'] },
          { atSeconds: 8, priority: ['b'] },
        ],
      }),
      'steering.steps[1].atSeconds: must not be before',
    ],
    [steered({ clones: [{ id: 'b', baseId: 'c' }] }), 'steering.clones[0].baseId: there is no pathway "c"'],
    [steered({ clones: [{ id: 'b', baseId: 'b' }] }), 'steering.clones[0].baseId: "b" is a clone itself'],
    [
      steered({ clones: [{ id: 'a', baseId: 'c' }] }),
      'steering.clones[0].baseId: there is no pathway "c"\n  steering.clones[0].id: the first',
    ],
    [{ programDateTime: 'no' }, 'programDateTime: must be true or false'],
  ])('names the field: %j', (fields, message) => {
    expect(() => scenarioOf(fields)).toThrow(UserError);
    expect(() => scenarioOf(fields)).toThrow(`the test is not a valid scenario:\n  ${message}`);
  });

  it('names all of them at once', () => {
    expect(() => scenarioOf({ seed: null, faults: [{ ...entry, probability: 2 }] })).toThrow(
      /\n {2}seed: .*\n {2}faults\[0\]\.probability: /,
    );
  });
});

describe('loadScenario', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdline-scenarios-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('has the evenings that are promised, each named as its file and described', async () => {
    const names = await scenarioNames();
    expect(names).toEqual(
      expect.arrayContaining(
        [
          'clean late-start storm-503 rate-429 limiter resets choke trickle blackout-20 blackout-60 choked-start',
          'blackout-60-long-window hang stalled-body malformed empty slow-headers outage',
          'stale older-copies endlist-glitch encoder-restart gaps',
          'failover failover-dead-from-start steering-dead-primary steering-429',
        ].flatMap((line) => line.split(' ')),
      ),
    );
    for (const name of names) {
      const scenario = await loadScenario(name);
      expect(scenario.name).toBe(name);
      expect(scenario.description).toMatch(/\.$/);
    }
  });

  it('lists the names when there is no such one', async () => {
    await expect(loadScenario('stormy')).rejects.toThrow(
      /^There is no scenario "stormy"\. There are: .*choked-start.*clean/,
    );
  });

  it('takes a file', async () => {
    const path = join(directory, 'own.json');
    await writeFile(path, JSON.stringify(scenarioOf({ name: 'own' })));
    expect(await loadScenario(path)).toMatchObject({ name: 'own' });
  });

  it.each([
    ['missing.json', null, /Cannot read .*missing\.json: there is no such file\.$/],
    ['broken.json', '{"name":', /broken\.json is not JSON: /],
    ['wrong.json', '{"name":"wrong"}', /wrong\.json is not a valid scenario:\n {2}description: is missing/],
    ['list.json', '[]', /list\.json is not a valid scenario:/],
  ])('says what is wrong with %s', async (name, content, message) => {
    const path = join(directory, name);
    if (content !== null) await writeFile(path, content);
    const loading = loadScenario(path);
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toBeInstanceOf(UserError);
  });

  it('does not read a directory', async () => {
    await expect(loadScenario(`${directory}/`)).rejects.toThrow('it is a directory');
  });
});
