import { describe, expect, it } from 'vitest';
import {
  durationParts,
  formatCountdown,
  formatDay,
  formatFromNow,
  formatRoughly,
  formatTime,
  isToday,
} from '../../src/i18n/format.ts';

describe('durationParts', () => {
  it.each([
    [59.99, { kind: 'seconds', seconds: 59 }],
    [60, { kind: 'minutes', minutes: 1, seconds: 0 }],
    [3599, { kind: 'minutes', minutes: 59, seconds: 59 }],
    [3600, { kind: 'hours', hours: 1, minutes: 0 }],
    [90_061, { kind: 'hours', hours: 25, minutes: 1 }],
  ])('splits %d seconds', (seconds, parts) => {
    expect(durationParts(seconds)).toEqual(parts);
  });
});

describe('formatRoughly', () => {
  it.each([
    [0, '0 seconds', '0 Sekunden'],
    [23, '25 seconds', '25 Sekunden'],
    [57.4, '55 seconds', '55 Sekunden'],
    [57.5, '1 minute', '1 Minute'],
    [89, '1 minute', '1 Minute'],
    [91, '2 minutes', '2 Minuten'],
    [3569, '59 minutes', '59 Minuten'],
    [3571, '1 hour', '1 Stunde'],
    [86_400, '24 hours', '24 Stunden'],
    [3 * 86_400, '3 days', '3 Tage'],
    [-5, '0 seconds', '0 Sekunden'],
  ])('rounds %d seconds to one unit', (seconds, english, german) => {
    expect(formatRoughly('en', seconds)).toBe(english);
    expect(formatRoughly('de', seconds)).toBe(german);
  });

  it('changes at most every five seconds under a minute', () => {
    const said = Array.from({ length: 57 }, (_, seconds) => formatRoughly('en', seconds));
    expect(new Set(said).size).toBe(12);
  });
});

describe('formatFromNow', () => {
  it.each([
    [23, 'in 25 seconds', 'in 25 Sekunden'],
    [252, 'in 4 minutes', 'in 4 Minuten'],
    [3 * 86_400, 'in 3 days', 'in 3 Tagen'],
  ])('declines what comes in %d seconds', (seconds, english, german) => {
    expect(formatFromNow('en', seconds)).toBe(english);
    expect(formatFromNow('de', seconds)).toBe(german);
  });
});

describe('formatCountdown', () => {
  it.each([
    [0, '0:00'],
    [-3, '0:00'],
    [0.2, '0:01'],
    [252, '4:12'],
    [3852, '1:04:12'],
    [86_400, '24:00:00'],
  ])('writes %d seconds as %s', (seconds, digits) => {
    expect(formatCountdown('en', seconds)).toBe(digits);
  });

  it('writes them in the digits of the region', () => {
    expect(formatCountdown('ar-EG', 3852)).toBe('١:٠٤:١٢');
    expect(formatCountdown('ar-MA', 3852)).toBe('1:04:12');
    expect(formatCountdown('de', 3600 * 1234)).toBe('1234:00:00');
  });
});

describe('days and times', () => {
  // Noon, local time: a day's distance is the same in every time zone that the tests may run in.
  const noonMs = new Date(2026, 10, 23, 12).getTime();
  const dayMs = 86_400_000;

  it.each([
    [0, 'today', 'heute'],
    [1, 'tomorrow', 'morgen'],
    [-1, 'yesterday', 'gestern'],
    [2, 'Wednesday, November 25', 'Mittwoch, 25. November'],
  ])('names the day %i days away', (days, english, german) => {
    expect(formatDay('en', noonMs + days * dayMs, noonMs)).toBe(english);
    expect(formatDay('de', noonMs + days * dayMs, noonMs)).toBe(german);
  });

  it('goes by calendar days, not by 24 hours', () => {
    const lateEvening = new Date(2026, 10, 23, 23, 50).getTime();
    const earlyMorning = new Date(2026, 10, 24, 0, 10).getTime();
    expect(formatDay('en', earlyMorning, lateEvening)).toBe('tomorrow');
    expect(formatDay('en', lateEvening, earlyMorning)).toBe('yesterday');
  });

  it('knows today by the calendar', () => {
    expect(isToday(noonMs, noonMs + 0.49 * dayMs)).toBe(true);
    expect(isToday(noonMs, noonMs + 0.51 * dayMs)).toBe(false);
    expect(isToday(noonMs, noonMs - 0.51 * dayMs)).toBe(false);
  });

  it('writes the time of day the way of the region', () => {
    const eveningMs = new Date(2026, 10, 23, 20, 0).getTime();
    expect(formatTime('de', eveningMs, 'bare')).toBe('20:00');
    expect(formatTime('en-GB', eveningMs, 'bare')).toBe('20:00');
    expect(formatTime('en-US', eveningMs, 'bare')).toMatch(/^8:00\sPM$/);
    expect(formatTime('de', eveningMs, 'with-zone')).toMatch(/^20:00 \S+/);
  });
});
