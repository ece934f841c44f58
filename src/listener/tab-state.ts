import type { JoinStatus } from '../session/join-status.ts';
import type { SessionState } from '../session/audio-session.ts';

/** What a tab that is not looked at tells of itself: few states, so that it changes seldom. */
export type TabState =
  | 'plain'
  | 'waiting'
  | 'connecting'
  | 'listening'
  | 'silent'
  | 'lost'
  | 'paused'
  | 'press'
  | 'ended'
  | 'failed';

/** An icon tells less than words: each has a shape of its own, not only a colour. */
type TabIcon = 'plain' | 'waiting' | 'playing' | 'trouble' | 'ended';

/** `link` tells a short silence from a line that is gone. Sound that goes on is told as such, whatever the line does. */
export function tabState(status: JoinStatus, link: SessionState['link']['kind']): TabState {
  switch (status.kind) {
    case 'ready':
      return 'plain';
    case 'closed':
      return status.pressed ? 'waiting' : 'plain';
    case 'waiting':
    case 'held':
      return 'waiting';
    case 'joining':
      return 'connecting';
    case 'listening':
    case 'listening-in-trouble':
    case 'listening-offline':
      return 'listening';
    case 'rebuffering':
      return link === 'lost' ? 'lost' : 'silent';
    case 'offline':
      return 'lost';
    case 'paused':
      return 'paused';
    case 'blocked':
      return 'press';
    case 'ended':
      return 'ended';
    case 'denied':
    case 'failed':
    case 'address-problem':
      return 'failed';
  }
}

const iconOf: Readonly<Record<TabState, TabIcon>> = {
  plain: 'plain',
  waiting: 'waiting',
  connecting: 'waiting',
  listening: 'playing',
  silent: 'trouble',
  lost: 'trouble',
  paused: 'waiting',
  press: 'trouble',
  ended: 'ended',
  failed: 'ended',
};

/** What stands on the sheet of the page's own icon: the line, and the playhead on it. */
const drawings: Readonly<Record<Exclude<TabIcon, 'plain'>, string>> = {
  // A ring: nothing sounds yet.
  waiting:
    '<path fill="#efeae2" d="M0 236h512v40H0z"/><circle cx="256" cy="256" r="130" fill="#0f1115" stroke="#ff9557" stroke-width="56"/>',
  // A full playhead, and what comes behind it.
  playing:
    '<path fill="#efeae2" d="M0 236h96v40H0z"/><path fill="#ff9557" d="M256 196h256v120H256z"/><circle cx="236" cy="256" r="176" fill="#0f1115"/><circle cx="236" cy="256" r="136" fill="#ff9557"/>',
  // The line is broken.
  trouble:
    '<path fill="#efeae2" d="M0 226h150v60H0zM362 226h150v60H362z"/><path stroke="#ff9557" stroke-width="64" stroke-linecap="round" d="M206 350l100-188"/>',
  // The line has come to its end.
  ended: '<path fill="#efeae2" d="M0 226h330v60H0z"/><path fill="#efeae2" d="M330 126h60v260h-60z"/>',
};

/**
 * The address of an icon, null for the page's own. It brings its picture with it: when the talk starts, the page's host
 * may have no hand free. The dark sheet is part of the picture, so that it stands out on light, dark and forced colours.
 */
export function iconAddress(state: TabState): string | null {
  const icon = iconOf[state];
  if (icon === 'plain') return null;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><clipPath id="s"><rect width="512" height="512" rx="112"/></clipPath><g clip-path="url(#s)"><path fill="#0f1115" d="M0 0h512v512H0z"/>${drawings[icon]}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
