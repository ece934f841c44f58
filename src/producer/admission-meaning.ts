import type { JoinStatusReport } from '../reporting/join-status-report.ts';

/** What another admission fraction would do, in listeners. */
export type AdmissionMeaning =
  | { readonly kind: 'same' }
  /** `lets` of `of` who are held back would be let in. */
  | { readonly kind: 'raise'; readonly lets: number; readonly of: number }
  /** At most `sendsBack` of `of` who are starving would wait again; `yields` of those who hear would give way to others. */
  | { readonly kind: 'lower'; readonly sendsBack: number; readonly of: number; readonly yields: number };

/**
 * Tickets are spread evenly over 0 to 1, and those under the fraction are in. Of the held, whose tickets lie between
 * `from` and 1, raising it to `to` lets in an even share. Lowering it sends back only who starves, and of them
 * only those whose ticket is now above it; of those who hear, these give way where there is not enough for all.
 */
export function admissionMeaning(
  {
    held,
    listening,
    rebuffering,
    lost,
  }: Pick<JoinStatusReport['now'], 'held' | 'listening' | 'rebuffering' | 'lost'>,
  from: number,
  to: number,
): AdmissionMeaning {
  if (to > from)
    return { kind: 'raise', lets: Math.round((held.value * (to - from)) / (1 - from)), of: held.value };
  if (to === from) return { kind: 'same' };
  const starving = rebuffering.value + lost.value;
  const above = (of: number) => Math.round((of * (from - to)) / from);
  return { kind: 'lower', sendsBack: above(starving), of: starving, yields: above(listening.value) };
}

/** How many joins a second a spread makes of those who wait; `Infinity` without a spread. */
export function joinsPerSecond(waiting: number, spreadSeconds: number): number {
  return waiting === 0 ? 0 : waiting / spreadSeconds;
}
