import { numberFormat, relativeTimeFormat } from './formatters.ts';

/** Joins a number and its unit, and the parts of one duration, so that no line breaks between them. */
const NO_BREAK = '\u00a0';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** From here on nobody counts hours any more. */
export const COUNTED_IN_DAYS_SECONDS = 2 * DAY_SECONDS;
const DAY_MS = 86_400_000;

/** What a duration in whole seconds is written with: at most two units, the smaller dropped when it is 0. */
export type DurationParts =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'minutes'; readonly minutes: number; readonly seconds: number }
  | { readonly kind: 'hours'; readonly hours: number; readonly minutes: number };

/** Splits seconds into at most two units; fractions are cut off, negative durations count as 0. */
export function durationParts(durationSeconds: number): DurationParts {
  const whole = Math.max(0, Math.floor(durationSeconds));
  if (whole < MINUTE_SECONDS) return { kind: 'seconds', seconds: whole };
  if (whole < HOUR_SECONDS) {
    return { kind: 'minutes', minutes: Math.floor(whole / MINUTE_SECONDS), seconds: whole % MINUTE_SECONDS };
  }
  return {
    kind: 'hours',
    hours: Math.floor(whole / HOUR_SECONDS),
    minutes: Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS),
  };
}

/** Keeps a short text such as "3 min 20 s" on one line. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', NO_BREAK);
}

/** One rounded unit: steps of five seconds under a minute, then whole minutes, hours, days. */
function rounded(
  durationSeconds: number,
): readonly [value: number, unit: 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.max(0, durationSeconds);
  if (seconds < MINUTE_SECONDS - 2.5) return [Math.round(seconds / 5) * 5, 'second'];
  if (seconds < HOUR_SECONDS - 30) return [Math.round(seconds / MINUTE_SECONDS), 'minute'];
  if (seconds < COUNTED_IN_DAYS_SECONDS) return [Math.round(seconds / HOUR_SECONDS), 'hour'];
  return [Math.round(seconds / DAY_SECONDS), 'day'];
}

/** A duration in one rounded unit and full words, "4 minutes", for ears and for what may change only slowly. */
export function formatRoughly(locale: string, durationSeconds: number): string {
  const [value, unit] = rounded(durationSeconds);
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** The same for something that is still to come: "in 4 minutes". */
export function formatFromNow(locale: string, durationSeconds: number): string {
  return relativeTimeFormat(locale).format(...rounded(durationSeconds));
}

/** The digits of a countdown: "4:12", "1:04:12"; "٤:١٢" where these are the digits. */
export function formatCountdown(locale: string, durationSeconds: number): string {
  const whole = Math.max(0, Math.ceil(durationSeconds));
  const hours = Math.floor(whole / HOUR_SECONDS);
  const parts = [Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS), whole % MINUTE_SECONDS];
  return (hours > 0 ? [hours, ...parts] : parts)
    .map((part, index) =>
      numberFormat(locale, { minimumIntegerDigits: index === 0 ? 1 : 2, useGrouping: false }).format(part),
    )
    .join(':');
}

/** Time of day in the reader's own time zone, "20:00" or "8:00 PM". `wallMs` is milliseconds since the epoch. */
export function formatTime(locale: string, wallMs: number, zone: 'with-zone' | 'bare'): string {
  return new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...(zone === 'with-zone' ? { timeZoneName: 'short' } : {}),
  }).format(wallMs);
}

/** "today", "tomorrow", "yesterday", or the weekday and date, in the reader's own time zone. */
export function formatDay(locale: string, wallMs: number, nowWallMs: number): string {
  const days = Math.round((startOfDay(wallMs) - startOfDay(nowWallMs)) / DAY_MS);
  if (Math.abs(days) <= 1) {
    return relativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  }
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(wallMs);
}

/** Whether both moments lie on the same day in the reader's own time zone. */
export function isToday(wallMs: number, nowWallMs: number): boolean {
  return startOfDay(wallMs) === startOfDay(nowWallMs);
}

function startOfDay(wallMs: number): number {
  return new Date(wallMs).setHours(0, 0, 0, 0);
}
