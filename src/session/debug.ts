import type { Engine } from '../playback/engine.ts';
import type { SessionCommands } from './audio-session.ts';
import type { AudioSession, TraceEntry } from './create-session.ts';
import { joinStatus } from './join-status.ts';

/** What `window.holdline` shows when the page was opened with `?debug`: a look inside that changes nothing, and the commands. */
interface DebugView {
  readonly commands: SessionCommands;
  snapshot(): unknown;
  log(): readonly TraceEntry[];
}

declare global {
  interface Window {
    holdline?: DebugView;
  }
}

export function exposeForDebugging(session: AudioSession, engine: Engine, log: readonly TraceEntry[]): void {
  window.holdline = Object.freeze({
    snapshot() {
      const state = session.store.getState();
      return structuredClone({
        ...state,
        joinStatus: joinStatus(state, session.clock.now(), session.clock.wallNow()),
        position: engine.position(),
      });
    },
    log: () => structuredClone(log),
    commands: session.commands,
  });
}
