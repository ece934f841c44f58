import type { JoinStatusReport } from '../reporting/join-status-report.ts';

/** What another admission fraction would do, in listeners. */
export type AdmissionMeaning =
  | { readonly kind: 'same' }
  /** `lets` of `of` who are held back would be let in. */
  | { readonly kind: 'raise'; readonly lets: number; readonly of: number }
  /** At most `sendsBack` of `of` who are starving would wait again. */
  | { readonly kind: 'lower'; readonly sendsBack: number; readonly of: number };

/**
 * Tickets are spread evenly over 0 to 1, and those under the fraction are in. Of the held, whose tickets lie between
 * `from` and 1, raising it to `to` lets in an even share. Lowering it sends back only who starves anyway, and of them
 * only those whose ticket is now above it.
 */
export function admissionMeaning(
  { held, rebuffering, lost }: Pick<JoinStatusReport['now'], 'held' | 'rebuffering' | 'lost'>,
  from: number,
  to: number,
): AdmissionMeaning {
  if (to > from)
    return { kind: 'raise', lets: Math.round((held.value * (to - from)) / (1 - from)), of: held.value };
  if (to === from) return { kind: 'same' };
  const starving = rebuffering.value + lost.value;
  return { kind: 'lower', sendsBack: Math.round((starving * (from - to)) / from), of: starving };
}

/** How many joins a second a spread makes of those who wait; `Infinity` without a spread. */
export function joinsPerSecond(waiting: number, spreadSeconds: number): number {
  return waiting === 0 ? 0 : waiting / spreadSeconds;
}
