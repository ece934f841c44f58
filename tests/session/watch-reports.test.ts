import { beforeEach, describe, expect, it } from 'vitest';
import { ticketOf } from '../../src/broadcast/ticket.ts';
import { watchReports } from '../../src/session/watch-reports.ts';
import { createFakeSession, type FakeSession } from '../fakes/fake-session.ts';
import { loaded } from '../fakes/session-states.ts';

const url = 'https://collector.example/v1/reports';
const asked = (sampleRate = 1) => loaded({ reports: { url, sampleRate } });

let session: FakeSession;
let loads: number;
let fails: boolean;
let tickets: number[];
let idsAsked: number;

beforeEach(() => {
  session = createFakeSession();
  loads = 0;
  fails = false;
  tickets = [];
  idsAsked = 0;
});

function watch(id = 'this tab') {
  return watchReports({
    session,
    random: () => 0.5,
    listenerId() {
      idsAsked += 1;
      return id;
    },
    load() {
      loads += 1;
      return fails
        ? Promise.reject(new Error('not here'))
        : Promise.resolve((ticket) => void tickets.push(ticket));
    },
  });
}
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the code that reports', () => {
  it.each([
    { name: 'no document', broadcast: { kind: 'none' } as const, drawn: false },
    { name: 'a document without reports', broadcast: loaded(), drawn: false },
    { name: 'a rate of nothing', broadcast: asked(0), drawn: true },
    { name: 'degrade 1', broadcast: loaded({ reports: { url, sampleRate: 1 }, degrade: 1 }), drawn: true },
  ])('$name: is not fetched', async ({ broadcast, drawn }) => {
    watch();
    session.store.setState({ broadcast });
    session.store.setState({ playback: { kind: 'playing' } });
    await settle();
    expect(loads).toBe(0);
    // And where nobody asks for reports, no ticket is drawn either.
    expect(idsAsked).toBe(drawn ? 1 : 0);
  });

  it('is fetched once a document asks, and begun once', async () => {
    watch();
    session.store.setState({ broadcast: asked() });
    session.store.setState({ broadcast: asked() });
    await settle();
    session.store.setState({ broadcast: asked() });
    await settle();
    expect([loads, tickets.length]).toEqual([1, 1]);
    expect(session.subscribers()).toBe(0);
  });

  it('is fetched for a document that is there already', async () => {
    session.store.setState({ broadcast: asked() });
    watch();
    await settle();
    expect(tickets).toHaveLength(1);
    expect(session.subscribers()).toBe(0);
  });

  it('is tried again after a failure, later, and at last given up', async () => {
    fails = true;
    watch();
    session.store.setState({ broadcast: asked() });
    await settle();
    expect(loads).toBe(1);
    for (let round = 0; round < 20; round++) {
      session.advance(8000);
      await settle();
    }
    expect(loads).toBe(6);
    expect(tickets).toEqual([]);
    expect(session.timers()).toBe(0);
  });

  it('is not begun for whoever does not watch any more', async () => {
    const stop = watch();
    session.store.setState({ broadcast: asked() });
    stop();
    await settle();
    expect(tickets).toEqual([]);
  });

  it('lets go of the store', () => {
    const stop = watch();
    expect(session.subscribers()).toBe(1);
    stop();
    expect(session.subscribers()).toBe(0);
  });
});

describe('the ticket', () => {
  it('is drawn by the id of the tab, and with a salt of its own', async () => {
    session.store.setState({ broadcast: asked() });
    watch('one');
    watch('one');
    watch('other');
    await settle();
    expect(tickets).toEqual([
      ticketOf('one', 'reports'),
      ticketOf('one', 'reports'),
      ticketOf('other', 'reports'),
    ]);
  });

  it('decides who is asked, and a higher rate asks more', async () => {
    watch();
    session.store.setState({ broadcast: asked(0.001) });
    await settle();
    const ticket = ticketOf('this tab', 'reports');
    expect(ticket).toBeGreaterThan(0.001);
    session.store.setState({ broadcast: asked(ticket) });
    await settle();
    expect(loads).toBe(0);
    session.store.setState({ broadcast: asked(ticket + 0.001) });
    await settle();
    expect(tickets).toEqual([ticket]);
  });
});
