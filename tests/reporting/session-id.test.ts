import { describe, expect, it } from 'vitest';
import { createSessionId } from '../../src/reporting/session-id.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('createSessionId', () => {
  it('is a UUID of version 4, at both ends of chance too', () => {
    expect(createSessionId(() => 0)).toBe('00000000-0000-4000-8000-000000000000');
    expect(createSessionId(() => 1 - 2 ** -32)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(createSessionId(seededRandom(1))).toMatch(UUID_4);
  });

  it('is never the same twice', () => {
    const random = seededRandom(1);
    const ids = Array.from({ length: 10_000 }, () => createSessionId(random));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
