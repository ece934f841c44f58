import { describe, expect, it } from 'vitest';
import { listenAction, waysForward } from '../../src/listener/listen-action.ts';
import type { JoinStatus, TroubleView } from '../../src/session/join-status.ts';

const trouble: TroubleView = { failure: 'overloaded', status: 503, attempts: 3, nextTrySeconds: 2 };
const fresh: TroubleView = { ...trouble, attempts: 2 };

describe('listenAction', () => {
  it.each<readonly [JoinStatus, boolean, string, string | null]>([
    [{ kind: 'ready', phase: 'late' }, false, 'button.listen', 'listen'],
    [{ kind: 'ready', phase: 'ended' }, false, 'button.listen', 'listen'],
    [{ kind: 'waiting', phase: 'late', trouble: null }, false, 'button.waiting', null],
    [{ kind: 'held', percent: 40, dueSeconds: null }, false, 'button.held', null],
    [{ kind: 'closed', pressed: true }, false, 'button.held', null],
    [{ kind: 'closed', pressed: false }, false, 'button.listen', 'listen'],
    [{ kind: 'joining', trouble }, false, 'button.joining', null],
    [{ kind: 'offline' }, false, 'button.joining', null],
    [{ kind: 'offline' }, true, 'button.pause', 'pause'],
    [{ kind: 'listening' }, false, 'button.pause', 'pause'],
    [{ kind: 'listening-in-trouble', inHandSeconds: 3, trouble }, false, 'button.pause', 'pause'],
    [{ kind: 'listening-offline', inHandSeconds: 3 }, false, 'button.pause', 'pause'],
    [{ kind: 'rebuffering', trouble }, true, 'button.pause', 'pause'],
    [{ kind: 'paused' }, false, 'button.listen', 'listen'],
    [{ kind: 'blocked' }, false, 'button.listen', 'listen'],
    [{ kind: 'ended', replay: false }, false, 'button.listen', 'listen'],
    [{ kind: 'denied', status: 403 }, false, 'button.retry', 'retry'],
    [{ kind: 'failed', problem: { kind: 'no-audio' } }, false, 'button.retry', 'retry'],
    [{ kind: 'failed', problem: { kind: 'player-not-loaded' } }, false, 'button.retry', 'retry'],
    [{ kind: 'failed', problem: { kind: 'media', message: '' } }, false, 'button.retry', 'retry'],
  ])('%j (begun: %s) shows %s', (status, begun, label, command) => {
    expect(listenAction(status, begun)).toEqual({ label, command });
  });

  it.each<JoinStatus>([
    { kind: 'failed', problem: { kind: 'codec-not-supported', codecs: [] } },
    { kind: 'failed', problem: { kind: 'browser-not-supported' } },
    { kind: 'address-problem', problem: { kind: 'invalid-url', url: '' } },
  ])('%j has nothing to press, and another way forward', (status) => {
    expect(listenAction(status, false)).toBeNull();
    expect(waysForward(status, false, false)).toHaveLength(1);
  });
});

describe('waysForward', () => {
  it.each<readonly [JoinStatus, boolean, boolean, readonly string[]]>([
    [{ kind: 'waiting', phase: 'late', trouble: null }, false, false, ['stop-waiting']],
    [{ kind: 'waiting', phase: 'late', trouble: fresh }, false, false, ['stop-waiting']],
    [{ kind: 'waiting', phase: 'late', trouble }, false, false, ['try-now', 'stop-waiting']],
    [{ kind: 'held', percent: 40, dueSeconds: 3 }, false, false, ['stop-waiting']],
    [{ kind: 'closed', pressed: true }, false, false, ['stop-waiting']],
    [{ kind: 'closed', pressed: false }, false, false, []],
    [{ kind: 'joining', trouble }, false, true, ['try-now', 'stop-waiting']],
    [{ kind: 'rebuffering', trouble }, true, false, ['try-now']],
    [{ kind: 'rebuffering', trouble: fresh }, true, true, ['jump-to-live']],
    [{ kind: 'offline' }, false, false, ['try-now', 'stop-waiting']],
    [{ kind: 'offline' }, true, false, ['try-now']],
    [{ kind: 'listening' }, false, false, []],
    [{ kind: 'listening' }, false, true, ['jump-to-live']],
    [{ kind: 'paused' }, false, true, ['jump-to-live']],
    [{ kind: 'denied', status: 403 }, false, true, []],
  ])('%j (begun: %s, behind: %s) offers %j', (status, begun, behind, ways) => {
    expect(waysForward(status, begun, behind)).toEqual(ways);
  });
});
