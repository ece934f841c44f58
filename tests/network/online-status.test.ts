import { describe, expect, it } from 'vitest';
import { createOnlineStatus } from '../../src/network/online-status.ts';

/** A browser window as far as it matters, which counts who listens. */
function fakeWindow() {
  const listeners = new Map<string, Set<EventListenerOrEventListenerObject>>();
  let online = true;
  const source = {
    target: {
      addEventListener: (type: string, listener: EventListenerOrEventListenerObject | null) => {
        if (listener !== null) listeners.set(type, new Set(listeners.get(type)).add(listener));
      },
      removeEventListener: (type: string, listener: EventListenerOrEventListenerObject | null) => {
        if (listener !== null) listeners.get(type)?.delete(listener);
      },
    },
    isOnline: () => online,
  };
  return {
    source,
    count: () => [...listeners.values()].reduce((sum, each) => sum + each.size, 0),
    say(type: 'online' | 'offline', truth = type === 'online') {
      online = truth;
      for (const listener of [...(listeners.get(type) ?? [])]) {
        if (typeof listener === 'function') listener(new Event(type));
      }
    },
  };
}

describe('the online status', () => {
  it('tells changes, and only changes', () => {
    const window = fakeWindow();
    const status = createOnlineStatus(window.source);
    const told: boolean[] = [];
    status.subscribe((online) => told.push(online));
    window.say('online');
    window.say('offline');
    window.say('offline');
    // An old event: the browser knows better by now.
    window.say('online', false);
    expect(status.isOnline()).toBe(false);
    window.say('online');
    expect(told).toEqual([false, true]);
    expect(status.isOnline()).toBe(true);
  });

  it('listens from the first subscriber to the last', () => {
    const window = fakeWindow();
    const status = createOnlineStatus(window.source);
    expect(window.count()).toBe(0);
    const listener = () => undefined;
    const leaveFirst = status.subscribe(listener);
    const leaveSecond = status.subscribe(listener);
    expect(window.count()).toBe(2);
    leaveFirst();
    leaveFirst();
    expect(window.count()).toBe(2);
    leaveSecond();
    expect(window.count()).toBe(0);
    status.subscribe(listener);
    expect(window.count()).toBe(2);
  });

  it('begins with the truth when it was not listening', () => {
    const window = fakeWindow();
    const status = createOnlineStatus(window.source);
    window.say('offline');
    expect(status.isOnline()).toBe(false);
    const told: boolean[] = [];
    status.subscribe((online) => told.push(online));
    window.say('offline');
    window.say('online');
    expect(told).toEqual([true]);
  });

  it('is online where nobody can tell', () => {
    const status = createOnlineStatus();
    expect(status.isOnline()).toBe(true);
    status.subscribe(() => undefined)();
  });
});
