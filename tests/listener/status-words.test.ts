import { i18nOf } from '../fakes/languages.ts';
import { describe, expect, it } from 'vitest';
import { statusWords } from '../../src/listener/status-words.ts';
import type { JoinStatus, TroubleView } from '../../src/session/join-status.ts';

const english = i18nOf('en');
const german = i18nOf('de');

function trouble(changes: Partial<TroubleView> = {}): TroubleView {
  return { failure: 'overloaded', status: 503, attempts: 7, nextTrySeconds: 4, ...changes };
}

/** As it is read: no-break spaces are spaces. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

const failures: readonly (readonly [TroubleView['failure'], string, string])[] = [
  ['overloaded', 'The server is overloaded.', 'Der Server ist überlastet.'],
  ['not-found', 'The server does not have it yet.', 'Der Server hat es noch nicht.'],
  ['denied', 'The server refuses us.', 'Der Server weist uns ab.'],
  ['unreachable', 'The server cannot be reached.', 'Der Server ist nicht erreichbar.'],
  ['timed-out', 'The server does not answer.', 'Der Server antwortet nicht.'],
  [
    'stalled',
    'The server begins to answer, then falls silent.',
    'Der Server beginnt zu antworten und verstummt dann.',
  ],
  ['truncated', 'The connection keeps breaking off.', 'Die Verbindung reißt immer wieder ab.'],
  [
    'malformed',
    'The server sends something that is not the broadcast.',
    'Der Server schickt etwas, das nicht die Übertragung ist.',
  ],
  ['stale', 'The server answers, but brings nothing new.', 'Der Server antwortet, bringt aber nichts Neues.'],
];

describe('statusWords', () => {
  const calm: readonly (readonly [JoinStatus, string, string])[] = [
    [{ kind: 'ready', phase: 'unknown' }, 'Ready when you are.', 'Bereit, wenn Sie es sind.'],
    [{ kind: 'ready', phase: 'scheduled' }, 'It has not begun yet.', 'Es hat noch nicht begonnen.'],
    [{ kind: 'ready', phase: 'late' }, 'It should have begun', 'Es müsste schon begonnen haben'],
    [{ kind: 'ready', phase: 'live' }, 'It is on now.', 'Die Übertragung läuft.'],
    [{ kind: 'ready', phase: 'ended' }, 'This broadcast is over.', 'Die Übertragung ist vorbei.'],
    [{ kind: 'waiting', phase: 'scheduled', trouble: null }, 'we wait for the start', 'wir auf den Beginn'],
    [{ kind: 'waiting', phase: 'late', trouble: null }, 'The start is late', 'Der Beginn verzögert sich'],
    [{ kind: 'waiting', phase: 'unknown', trouble: null }, 'It is not there yet.', 'Noch ist nichts da.'],
    [{ kind: 'joining', trouble: null }, 'Connecting.', 'Die Verbindung wird aufgebaut.'],
    [{ kind: 'listening' }, 'You are listening.', 'Sie hören zu.'],
    [{ kind: 'rebuffering', trouble: null }, 'Silence.', 'Stille.'],
    [{ kind: 'offline' }, 'Your device is offline.', 'Ihr Gerät ist offline.'],
    [{ kind: 'paused' }, 'Paused.', 'Angehalten.'],
    [{ kind: 'blocked' }, 'One more press, please.', 'Bitte noch einmal drücken.'],
    [{ kind: 'ended', replay: false }, 'The broadcast is over.', 'Die Übertragung ist vorbei.'],
    [{ kind: 'ready', phase: 'replay' }, 'This broadcast is over.', 'Die Übertragung ist vorbei.'],
    [{ kind: 'ended', replay: true }, 'its recording is here', 'die Aufzeichnung ist da'],
    [
      { kind: 'held', percent: 40, dueSeconds: null },
      'Joining is being let in step by step, about 40\u00a0% so far.',
      'Eingelassen wird schrittweise, bisher etwa 40\u00a0%.',
    ],
    [
      { kind: 'held', percent: 0, dueSeconds: null },
      'Nobody is being let in just now.',
      'Im Augenblick wird niemand eingelassen.',
    ],
    [{ kind: 'closed', pressed: false }, 'Live is closed', 'Live ist für neue Zuhörer geschlossen'],
    [{ kind: 'closed', pressed: true }, 'Live is closed', 'Live ist für neue Zuhörer geschlossen'],
    [{ kind: 'denied', status: 403 }, 'We are not let in.', 'Man lässt uns nicht hinein.'],
  ];

  it.each(calm)('%j says what happens, in both languages', (status, inEnglish, inGerman) => {
    expect(statusWords(status, english).headline).toContain(inEnglish);
    expect(statusWords(status, german).headline).toContain(inGerman);
    expect(statusWords(status, english)).toMatchObject({ cause: null, ticker: [], spoken: null });
    expect(statusWords(status, english).detail).not.toBe('');
  });

  it.each(failures)('names %s as the cause wherever there is trouble', (failure, inEnglish, inGerman) => {
    const troubled: readonly JoinStatus[] = [
      { kind: 'waiting', phase: 'late', trouble: trouble({ failure }) },
      { kind: 'joining', trouble: trouble({ failure }) },
      { kind: 'listening-in-trouble', inHandSeconds: 34, trouble: trouble({ failure }) },
      { kind: 'rebuffering', trouble: trouble({ failure }) },
    ];
    for (const status of troubled) {
      expect(statusWords(status, english).cause).toBe(inEnglish);
      expect(statusWords(status, german).cause).toBe(inGerman);
    }
  });

  it('tells the seconds in hand, the next try and the tries so far', () => {
    const status: JoinStatus = { kind: 'listening-in-trouble', inHandSeconds: 34, trouble: trouble() };
    expect(statusWords(status, english).ticker.map(plain)).toEqual([
      '34 s in hand',
      'Next try in 4 s',
      '7 tries so far',
    ]);
    expect(statusWords(status, german).ticker.map(plain)).toEqual([
      '34 s vorrätig',
      'Nächster Versuch in 4 s',
      '7 Versuche bisher',
    ]);
  });

  it('says that a try is under way instead of a countdown to nothing', () => {
    const status: JoinStatus = { kind: 'rebuffering', trouble: trouble({ nextTrySeconds: 0, attempts: 1 }) };
    expect(statusWords(status, english).ticker).toEqual(['Trying now', '1 try so far']);
    expect(statusWords(status, german).ticker).toEqual(['Versuch läuft', '1 Versuch bisher']);
  });

  it('counts no tries where nothing has failed', () => {
    const stale = trouble({ failure: 'stale', status: null, attempts: 0, nextTrySeconds: 0 });
    const heard = statusWords({ kind: 'listening-in-trouble', inHandSeconds: 34, trouble: stale }, english);
    expect(heard.ticker.map(plain)).toEqual(['34 s in hand']);
    expect(statusWords({ kind: 'rebuffering', trouble: stale }, english).ticker).toEqual([]);
  });

  it('promises only what is true while the amount in hand grows again', () => {
    const { headline, detail } = statusWords({ kind: 'rebuffering', trouble: null }, english);
    expect(headline).not.toMatch(/has run out|is empty|nothing/);
    expect(detail).toContain('as soon as enough has arrived');
    expect(statusWords({ kind: 'rebuffering', trouble: null }, german).detail).toContain('genug angekommen');
  });

  it('keeps seconds out of everything that is announced', () => {
    const said = Array.from({ length: 46 }, (_, second) => {
      const { headline, cause, detail, spoken } = statusWords(
        {
          kind: 'listening-in-trouble',
          inHandSeconds: 45 - second,
          trouble: trouble({ nextTrySeconds: second % 10, attempts: second }),
        },
        english,
      );
      return [headline, cause, detail, spoken].join('|');
    });
    const changes = said.filter((text, second) => second > 0 && text !== said[second - 1]);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.length).toBeLessThanOrEqual(4);
  });

  it('counts the seconds until one’s turn for eyes, and the minutes for ears', () => {
    const turn = (dueSeconds: number) => statusWords({ kind: 'held', percent: 100, dueSeconds }, english);
    expect(turn(95).headline).toBe('You are in. Your turn comes by itself.');
    expect(turn(95).ticker.map(plain)).toEqual(['Your turn in 1 min 35 s']);
    expect(turn(95).spoken).toBe('About 1 minute until your turn.');
    expect(turn(130).spoken).toBe(turn(170).spoken);
    expect(turn(12).spoken).toBeNull();
  });

  it('never tells ears of more sound than there is', () => {
    for (let inHandSeconds = 0; inHandSeconds <= 90; inHandSeconds += 1) {
      const spoken = statusWords({ kind: 'listening-offline', inHandSeconds }, english).spoken ?? '';
      const told = /(\d+) (second|minute)/.exec(spoken);
      const toldSeconds = told === null ? 0 : Number(told[1]) * (told[2] === 'minute' ? 60 : 1);
      expect(toldSeconds, spoken).toBeLessThanOrEqual(Math.max(10, inHandSeconds));
    }
  });

  it('tells a listener who is offline how long the sound goes on', () => {
    const words = statusWords({ kind: 'listening-offline', inHandSeconds: 16 }, german);
    expect(words.headline).toBe('Sie sind offline. Vorerst läuft der Ton weiter.');
    expect(words.ticker.map(plain)).toEqual(['16 s vorrätig']);
  });

  it.each([
    [{ kind: 'not-a-playlist', url: 'https://a.example/x' }, 'https://a.example/x'],
    [{ kind: 'no-audio' }, ''],
    [{ kind: 'codec-not-supported', codecs: ['ac-4', 'dtse'] }, 'ac-4, dtse'],
    [{ kind: 'denied', status: 451 }, '451'],
    [{ kind: 'browser-not-supported' }, ''],
    [{ kind: 'player-not-loaded' }, ''],
    [{ kind: 'media', message: 'bufferAppendError' }, 'bufferAppendError'],
  ] as const)('%j has its own sentences', (problem, fact) => {
    for (const i18n of [english, german]) {
      const words = statusWords({ kind: 'failed', problem }, i18n);
      expect(words.detail).toContain(fact);
      expect(words.headline + words.detail).not.toMatch(/[{}]/);
    }
    expect(statusWords({ kind: 'failed', problem }, english).headline).not.toBe(
      statusWords({ kind: 'failed', problem }, german).headline,
    );
  });

  it.each(['invalid-url', 'unsupported-scheme', 'origin-not-allowed'] as const)(
    'an address with %s is quoted',
    (kind) => {
      const status: JoinStatus = { kind: 'address-problem', problem: { kind, url: 'rtmp://x' } };
      expect(statusWords(status, english).detail).toContain('“rtmp://x”');
      expect(statusWords(status, german).detail).toContain('„rtmp://x“');
    },
  );
});
