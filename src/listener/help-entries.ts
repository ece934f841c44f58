import { shortcuts, type Shortcut } from './shortcuts.ts';
import { timeShortcuts, type TimeShortcut } from './time-keys.ts';

export type HelpGroup = 'listening' | 'sound' | 'page';

/** Where each function stands in the help. One that is missing is a type error. */
const groupOf: Readonly<Record<Shortcut, HelpGroup>> = {
  toggle: 'listening',
  live: 'listening',
  louder: 'sound',
  quieter: 'sound',
  mute: 'sound',
  help: 'page',
};

/** What the browser's own keys do here. */
const browserKeys = [
  { wish: 'next', keys: ['Tab'] },
  { wish: 'press', keys: ['Enter', ' '] },
  { wish: 'close', keys: ['Escape'] },
] as const;

export interface HelpEntry {
  readonly wish: Shortcut | TimeShortcut | (typeof browserKeys)[number]['wish'];
  readonly keys: readonly string[];
}

/** The keys of the page by group, in the order in which they are told. */
export function helpEntries(): readonly (readonly [HelpGroup, readonly HelpEntry[]])[] {
  const inGroup = (group: HelpGroup): readonly HelpEntry[] =>
    shortcuts.filter(({ wish }) => groupOf[wish] === group);
  return [
    ['listening', [...inGroup('listening'), ...timeShortcuts]],
    ['sound', inGroup('sound')],
    ['page', [...inGroup('page'), ...browserKeys]],
  ];
}

/** Keys that are known by a picture or a word. */
export const keyNames: Readonly<
  Record<string, { readonly sign: string } | { readonly word: 'space' | 'tab' | 'enter' | 'escape' }>
> = {
  ' ': { word: 'space' },
  Tab: { word: 'tab' },
  Enter: { word: 'enter' },
  Escape: { word: 'escape' },
  ArrowUp: { sign: '↑' },
  ArrowDown: { sign: '↓' },
  ArrowLeft: { sign: '←' },
  ArrowRight: { sign: '→' },
};
