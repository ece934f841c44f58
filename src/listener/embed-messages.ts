import { boolean, check, number, object, picklist, pipe, safeParse } from 'valibot';
import type { SessionState } from '../session/audio-session.ts';
import type { JoinStatus } from '../session/join-status.ts';

/**
 * The messages between an embedded player and the page around it (`window.postMessage`), version 1. Each carries
 * `holdline: 1` and a `type`. Unknown fields are ignored; what does not fit is ignored as a whole and never answered.
 */
const VERSION = 1;

// Only what the page's first load has of valibot anyway: any other part of it would be added there.
const envelope = object({
  holdline: picklist([VERSION]),
  type: picklist(['listen', 'pause', 'jump-to-live', 'set-volume', 'set-muted', 'subscribe']),
});
const volumeSchema = object({
  volume: pipe(
    number(),
    check((value) => value >= 0 && value <= 1),
  ),
});
const mutedSchema = object({ muted: boolean() });

/** What the page around may ask for. */
export type EmbedRequest =
  /** As a press of Listen. Without a gesture, or `allow="autoplay"`, the browser may block the sound: `blocked` is told. */
  | { readonly type: 'listen' }
  /** As a press of Pause; while waiting, gives up waiting. */
  | { readonly type: 'pause' }
  | { readonly type: 'jump-to-live' }
  /** 0 to 1. */
  | { readonly type: 'set-volume'; readonly volume: number }
  | { readonly type: 'set-muted'; readonly muted: boolean }
  /** From now on `state` is told: at once, and whenever it changes. */
  | { readonly type: 'subscribe' };

/** Reads what came from outside. Null for anything that is no request, whatever it is; never throws. */
export function readRequest(data: unknown): EmbedRequest | null {
  try {
    return parseRequest(data);
  } catch {
    // Nothing that structured clone makes throws when it is read; other senders could.
    return null;
  }
}

function parseRequest(data: unknown): EmbedRequest | null {
  const read = safeParse(envelope, data);
  if (!read.success) return null;
  const { type } = read.output;
  switch (type) {
    case 'set-volume': {
      const { success, output } = safeParse(volumeSchema, data);
      return success ? { type, volume: output.volume } : null;
    }
    case 'set-muted': {
      const { success, output } = safeParse(mutedSchema, data);
      return success ? { type, muted: output.muted } : null;
    }
    case 'listen':
    case 'pause':
    case 'jump-to-live':
    case 'subscribe':
      return { type };
  }
}

/** What the page around is told. `ready`: messages are read from now on. */
export type EmbedTold = { readonly holdline: typeof VERSION; readonly type: 'ready' } | EmbedState;

export interface EmbedState {
  readonly holdline: typeof VERSION;
  readonly type: 'state';
  readonly playback: SessionState['playback']['kind'];
  readonly link: SessionState['link']['kind'];
  readonly joinStatus: JoinStatus['kind'];
  /** Whole seconds behind what is being said; null while unknown. */
  readonly latencySeconds: number | null;
  /** Whole seconds of audio in hand. */
  readonly inHandSeconds: number;
  readonly volume: number;
  readonly muted: boolean;
  /** Null without a broadcast document. */
  readonly title: string | null;
  readonly host: string | null;
}

export const ready: EmbedTold = { holdline: VERSION, type: 'ready' };

export function embedState(state: SessionState, status: JoinStatus): EmbedState {
  const { position, output, broadcast } = state;
  const document = broadcast.kind === 'loaded' ? broadcast.document : null;
  return {
    holdline: VERSION,
    type: 'state',
    playback: state.playback.kind,
    link: state.link.kind,
    joinStatus: status.kind,
    latencySeconds: position.latencySeconds === null ? null : Math.round(position.latencySeconds),
    inHandSeconds: Math.max(0, Math.floor(position.inHandSeconds)),
    volume: output.volume,
    muted: output.muted,
    title: document?.title ?? null,
    host: document?.host ?? null,
  };
}

export function isSameState(one: EmbedState, other: EmbedState): boolean {
  const keys = Object.keys(one) as (keyof EmbedState)[];
  return keys.every((key) => one[key] === other[key]);
}

/**
 * Requests that wait to be obeyed, at most one of each sort: of ten thousand presses only the last matters, and of a
 * slider's way only where it stands.
 */
export type Pending = readonly EmbedRequest[];

const SORTS = {
  listen: 'playback',
  pause: 'playback',
  'jump-to-live': 'live',
  'set-volume': 'volume',
  'set-muted': 'muted',
  subscribe: 'subscribe',
} as const satisfies Record<EmbedRequest['type'], string>;

/** Adds a request in place of an older one of its sort, behind the others: they are obeyed in the order of what came last. */
export function withRequest(pending: Pending, request: EmbedRequest): Pending {
  return [...pending.filter(({ type }) => SORTS[type] !== SORTS[request.type]), request];
}
