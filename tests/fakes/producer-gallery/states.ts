import type { Producer } from '../../../src/producer/producer.ts';
import { createFakeCollector, type FakeCollector } from '../fake-collector.ts';
import { chokedReport, figure, historyOf, reportOf, share } from '../join-status-reports.ts';

export interface ProducerPicture {
  readonly collector: () => FakeCollector;
  /** Shown by the page; null: none yet. The fake collector's own is taken where nothing is said. */
  readonly token?: string | null;
  /** What happens once the page stands. */
  readonly then?: (producer: Producer, collector: FakeCollector) => void;
  /** What the page says of it at last. */
  readonly until: (producer: Producer) => boolean;
}

export const pictureDocument = {
  version: 1,
  id: 'evening',
  revision: 7,
  title: 'An Evening About Rockets',
  host: 'Ada and Konrad',
  scheduledStart: '2026-11-23T20:00:00Z',
  state: 'live',
  pathways: [
    { id: 'a', url: 'https://north.example/evening/live.m3u8' },
    { id: 'b', url: 'https://south.example/evening/live.m3u8' },
  ],
  admission: 0.4,
  joinSpreadSeconds: 300,
  announcements: [
    {
      id: 'late',
      at: '2026-11-23T20:18:00Z',
      level: 'warning',
      text: {
        en: 'Our servers are under attack. The talk will begin as soon as enough of you are in.',
        de: 'Unsere Server werden angegriffen. Das Gespräch beginnt, sobald genug von Ihnen dabei sind.',
      },
    },
  ],
  reports: { url: 'https://collector.example/evening/v1/reports', sampleRate: 0.01 },
};

type Start = Partial<Parameters<typeof createFakeCollector>[0]>;
const collectorWith = (start: Start) => () =>
  createFakeCollector({ report: reportOf(), history: historyOf(), document: pictureDocument, ...start });

const isLive = ({ store }: Producer) => {
  const { connection, document, history } = store.getState();
  return connection.kind === 'live' && document.kind !== 'unknown' && history !== null;
};
const isConnection = (kind: string) => (producer: Producer) =>
  producer.store.getState().connection.kind === kind && producer.store.getState().report !== null;
const isAct = (kind: string) => (producer: Producer) => producer.store.getState().act.kind === kind;

const quietMinute = {
  startAttempts: figure(600, 6),
  started: share(0.83, 6),
  startFailures: share(0.17, 6),
  exitsBeforeStart: share(0, 6),
  joinTimeSeconds: { p50: 1.2, p95: 4.4, n: 5 },
  rebufferingRatio: share(0.02, 11),
};
const nobody = figure(0, 0);
const fewNow = {
  waiting: figure(900),
  held: nobody,
  joining: figure(200),
  listening: figure(1_100),
  rebuffering: nobody,
  lost: nobody,
  paused: nobody,
  concurrent: figure(2_200),
};
const noMinute = {
  startAttempts: nobody,
  started: share(null, 0),
  startFailures: share(null, 0),
  exitsBeforeStart: share(null, 0),
  joinTimeSeconds: { p50: null, p95: null, n: 0 },
  rebufferingRatio: share(null, 0),
};

/** Every state of the producer page, by name. */
export const producerPictures: Readonly<Record<string, ProducerPicture>> = {
  calm: { collector: collectorWith({}), until: isLive },
  choked: { collector: collectorWith({ report: chokedReport() }), until: isLive },
  strained: {
    collector: collectorWith({
      report: reportOf({ lastMinute: { joinTimeSeconds: { p50: 2.1, p95: 5.8, n: 82 } } }),
    }),
    until: isLive,
  },
  grey: {
    collector: collectorWith({
      report: reportOf({ now: fewNow, lastMinute: quietMinute, minuteBefore: quietMinute }),
    }),
    until: isLive,
  },
  waiting: {
    collector: collectorWith({
      report: reportOf({
        report: { failures: [], pathways: [], renditions: [] },
        now: {
          ...fewNow,
          joining: nobody,
          listening: nobody,
          waiting: figure(103_400),
          held: figure(62_000),
        },
        lastMinute: noMinute,
        minuteBefore: noMinute,
      }),
      document: { ...pictureDocument, state: 'scheduled' },
      history: { recent: [], evening: [], acts: [] },
    }),
    until: isLive,
  },
  'reports-off': {
    collector: collectorWith({
      report: reportOf({ report: { sampleRate: 0 } }),
      document: { ...pictureDocument, degrade: 1 },
    }),
    until: isLive,
  },
  empty: {
    collector: collectorWith({
      document: null,
      report: reportOf({
        report: { broadcastId: null, revision: 0, failures: [], pathways: [], renditions: [] },
        now: { ...fewNow, waiting: nobody, joining: nobody, listening: nobody, concurrent: nobody },
        lastMinute: noMinute,
        minuteBefore: noMinute,
      }),
      history: { recent: [], evening: [], acts: [] },
    }),
    until: isLive,
  },
  'lost-collector': {
    collector: collectorWith({ report: chokedReport() }),
    then(_producer, { behaviour, breakStreams }) {
      behaviour.health = 'down';
      breakStreams();
    },
    until: ({ store }) => {
      const { connection } = store.getState();
      return connection.kind === 'lost' && connection.failures > 3;
    },
  },
  'no-token': { collector: collectorWith({}), token: null, until: () => true },
  'token-refused': {
    collector: collectorWith({}),
    then(_producer, { behaviour, breakStreams }) {
      behaviour.token = 'another-token';
      breakStreams();
    },
    until: isConnection('refused'),
  },
  limited: {
    collector: collectorWith({}),
    then(_producer, { behaviour, breakStreams }) {
      behaviour.health = 'limited';
      breakStreams();
    },
    until: isConnection('limited'),
  },
  stale: {
    collector: collectorWith({
      report: chokedReport({ report: { stale: true, asOf: '2026-11-23T20:43:18.000Z' } }),
    }),
    until: isLive,
  },
  polling: { collector: collectorWith({ stream: 'missing' }), until: isLive },
  restarted: {
    collector: collectorWith({}),
    then: (_producer, { tell }) =>
      tell(reportOf({ report: { collectorStartedAt: '2026-11-23T20:43:50.000Z' } })),
    until: ({ store }) => store.getState().restarted,
  },
  'changed-by-other': {
    collector: collectorWith({ report: chokedReport() }),
    then({ commands }, { changeDocument, tell, behaviour }) {
      commands.edit({ admission: 0.6 });
      changeDocument({ admission: 0.5, degrade: 2, title: 'An Evening About Rockets, again' });
      tell(behaviour.report);
    },
    until: ({ store }) => store.getState().others !== null,
  },
  conflict: {
    collector: collectorWith({ report: chokedReport() }),
    then({ commands }, { changeDocument }) {
      commands.edit({ admission: 0.6, admitNote: 'North is up again' });
      changeDocument({ admission: 0.5 });
      commands.review('admit');
      commands.confirm();
    },
    until: ({ store }) => store.getState().others !== null,
  },
  reviewing: {
    collector: collectorWith({ report: chokedReport() }),
    then({ commands }) {
      commands.edit({
        state: 'late',
        announcement: {
          level: 'warning',
          texts: [
            {
              lang: 'en',
              words: 'We let you in step by step. Stay on this page; the sound comes by itself.',
            },
            {
              lang: 'de',
              words: 'Wir lassen Sie Schritt für Schritt ein. Bleiben Sie hier; der Ton kommt von selbst.',
            },
          ],
        },
        pathways: [
          { id: 'b', url: 'https://south.example/evening/live.m3u8' },
          { id: 'a', url: 'https://north.example/evening/live.m3u8' },
        ],
        admission: 0.6,
      });
      commands.review('tell');
    },
    until: isAct('reviewing'),
  },
  sent: {
    collector: collectorWith({ report: chokedReport() }),
    then({ commands }, { tell, behaviour }) {
      commands.edit({ admission: 0.6, admitNote: 'North is up again' });
      commands.review('admit');
      commands.confirm();
      setTimeout(
        () => tell({ ...behaviour.report, told: { sessions: figure(64_200), of: figure(218_200) } }),
        100,
      );
    },
    until: isAct('done'),
  },
  invalid: {
    collector: collectorWith({ report: chokedReport() }),
    then({ commands }) {
      commands.edit({
        pathways: [
          { id: 'a', url: 'ftp://north.example/live.m3u8' },
          { id: 'b b', url: 'https://south.example/live.m3u8' },
        ],
      });
      commands.review('steer');
    },
    until: isAct('invalid'),
  },
  failed: {
    collector: collectorWith({
      report: chokedReport(),
      put: { status: 503, code: 'store', message: 'The document could not be written.' },
    }),
    then({ commands }) {
      commands.edit({ admission: 0.6 });
      commands.review('admit');
      commands.confirm();
    },
    until: isAct('failed'),
  },
};
