import { describe, expect, it } from 'vitest';
import { createTicker, TICK_MS, type Visibility } from '../../src/listener/ticker.ts';
import { createFakeSession } from '../fakes/fake-session.ts';

/** A page that can be hidden by hand. */
function fakeVisibility() {
  const target = new EventTarget();
  let hidden = false;
  let attached = 0;
  const visibility: Visibility = {
    get hidden() {
      return hidden;
    },
    addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
      attached += 1;
      target.addEventListener(type, listener);
    },
    removeEventListener(type: string, listener: EventListenerOrEventListenerObject) {
      attached -= 1;
      target.removeEventListener(type, listener);
    },
  };
  return {
    visibility,
    attached: () => attached,
    setHidden(next: boolean) {
      hidden = next;
      target.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

describe('createTicker', () => {
  it('beats once a second for as long as somebody listens, with one timer for all', () => {
    const session = createFakeSession({}, 5000);
    const page = fakeVisibility();
    const ticker = createTicker(session.clock, page.visibility);
    expect(session.timers()).toBe(0);
    const heard: number[] = [];
    const detach = ticker.subscribe(() => heard.push(ticker.current().nowMs));
    const detachOther = ticker.subscribe(() => undefined);
    expect(session.timers()).toBe(1);
    session.advance(3 * TICK_MS);
    expect(heard).toEqual([1000, 2000, 3000]);
    expect(ticker.current()).toEqual({ nowMs: 3000, wallNowMs: 8000 });
    detach();
    expect(session.timers()).toBe(1);
    detachOther();
    expect(session.timers()).toBe(0);
    expect(page.attached()).toBe(0);
  });

  it('is the same object between two beats', () => {
    const session = createFakeSession();
    const ticker = createTicker(session.clock, fakeVisibility().visibility);
    const detach = ticker.subscribe(() => undefined);
    const before = ticker.current();
    session.advance(999);
    expect(ticker.current()).toBe(before);
    session.advance(1);
    expect(ticker.current()).not.toBe(before);
    detach();
  });

  it('rests while the page is hidden and beats at once when it is seen again', () => {
    const session = createFakeSession();
    const page = fakeVisibility();
    const ticker = createTicker(session.clock, page.visibility);
    const heard: number[] = [];
    const detach = ticker.subscribe(() => heard.push(ticker.current().nowMs));
    page.setHidden(true);
    expect(session.timers()).toBe(0);
    session.advance(60_500);
    expect(heard).toEqual([]);
    page.setHidden(false);
    expect(heard).toEqual([60_500]);
    session.advance(1000);
    expect(heard).toEqual([60_500, 61_500]);
    detach();
  });

  it('does not start in a page that is hidden from the beginning', () => {
    const session = createFakeSession();
    const page = fakeVisibility();
    page.setHidden(true);
    const detach = createTicker(session.clock, page.visibility).subscribe(() => undefined);
    expect(session.timers()).toBe(0);
    detach();
  });

  it('knows the time to a listener that comes late', () => {
    const session = createFakeSession();
    const ticker = createTicker(session.clock, fakeVisibility().visibility);
    session.advance(7500);
    const detach = ticker.subscribe(() => undefined);
    expect(ticker.current().nowMs).toBe(7500);
    detach();
  });
});
