import ICAL from 'ical.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile, calendarFileName, type CalendarEntry } from '../../src/listener/calendar.ts';

const entry: CalendarEntry = {
  id: 'the-conversation',
  host: 'radio.example',
  title: 'An Evening About Rockets',
  description: 'Press Listen once.\nhttps://radio.example/?a=1,2;3',
  url: 'https://radio.example/?a=1,2;3',
  // 20:00 in Vienna, in winter.
  startMs: Date.parse('2026-11-23T20:00:00+01:00'),
  writtenMs: Date.UTC(2026, 10, 1, 9, 30),
};

/** As a calendar reads it. */
function read(file: string) {
  const calendar = ICAL.Component.fromString(file);
  const [component] = calendar.getAllSubcomponents('vevent');
  if (component === undefined) throw new Error('no event');
  const [alarm] = component.getAllSubcomponents('valarm');
  return { event: new ICAL.Event(component), component, alarm };
}

describe('a calendar reads back', () => {
  it('the same moment, whatever its own time zone', () => {
    const { event } = read(calendarFile(entry));
    expect(event.startDate.toJSDate().getTime()).toBe(entry.startMs);
    expect(event.startDate.zone.tzid).toBe('UTC');
    expect(event.startDate.toString()).toBe('2026-11-23T19:00:00Z');
    expect(event.endDate.toJSDate().getTime()).toBe(entry.startMs + 3_600_000);
  });

  it.each([
    ['2026-07-01T20:00:00+02:00', '2026-07-01T18:00:00Z'],
    ['2027-01-01T00:30:00+05:45', '2026-12-31T18:45:00Z'],
    ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00Z'],
  ])('%s as %s', (start, utc) => {
    expect(read(calendarFile({ ...entry, startMs: Date.parse(start) })).event.startDate.toString()).toBe(utc);
  });

  it('what it is, where it is, and a reminder five minutes before', () => {
    const { event, component, alarm } = read(calendarFile(entry));
    expect(event.summary).toBe(entry.title);
    expect(event.description).toBe(entry.description);
    expect(event.uid).toBe('the-conversation@radio.example');
    expect(component.getFirstPropertyValue('url')).toBe(entry.url);
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-01T09:30:00Z');
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT5M');
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
  });

  it('the same entry when it is added again', () => {
    const again = calendarFile({ ...entry, startMs: entry.startMs + 60_000, writtenMs: entry.writtenMs + 1 });
    expect(read(again).event.uid).toBe(read(calendarFile(entry)).event.uid);
  });

  it('any text, unharmed', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(texts, texts, (title, description) => {
        const { event } = read(
          calendarFile({ ...entry, title: `t${title}`, description: `d${description}` }),
        );
        const clean = (text: string) =>
          text
            .replace(/\r\n?|[\u2028\u2029]/g, '\n')
            .replace(/\t/g, ' ')
            .replace(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '');
        expect(event.summary).toBe(`t${clean(title)}`);
        expect(event.description).toBe(`d${clean(description)}`);
      }),
    );
  });
});

describe('the file itself (RFC 5545)', () => {
  const hostile = {
    ...entry,
    title: `A; B, C\\D\r\nEND:VEVENT\nBEGIN:VALARM\u0000\u0007\u202e ${'Straßenbahn '.repeat(20)}🚃`,
  };

  it('has no line of more than 75 octets, each ended by CRLF, no character cut in two', () => {
    const file = calendarFile(hostile);
    const lines = file.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const octets = lines.map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(Math.max(...octets)).toBeGreaterThan(70);
    expect(file).not.toContain('\ufffd');
  });

  it('keeps a title from becoming lines of its own', () => {
    const { event, component } = read(calendarFile(hostile));
    expect(component.getAllSubcomponents('valarm')).toHaveLength(1);
    expect(event.summary).toContain('A; B, C\\D\nEND:VEVENT\nBEGIN:VALARM Straßenbahn');
    expect(calendarFile(hostile).replaceAll('\r\n ', '')).toContain(
      'SUMMARY:A\\; B\\, C\\\\D\\nEND:VEVENT\\n',
    );
  });
});

describe('the name of the file', () => {
  it.each([
    ['An Evening: About Rockets!', 'holdline-an-evening-about-rockets.ics'],
    ['../../etc/passwd', 'holdline-etc-passwd.ics'],
    ['CON', 'holdline-con.ics'],
    ['مساء الخير', 'holdline-مساء-الخير.ics'],
    ['???', 'holdline.ics'],
    ['x'.repeat(300), `holdline-${'x'.repeat(51)}.ics`],
  ])('%s is kept as %s', (title, name) => {
    expect(calendarFileName(title)).toBe(name);
  });
});
