import { durationParts, formatDay, formatFromNow, formatRoughly, formatTime, unbroken } from './format.ts';
import type { Locale } from './locale.ts';
import type { LaterMessages, MessageKey, MessageParameters, Messages } from './messages.ts';
import { translate } from './translate.ts';

/** The words of one language, as its file (`xx.ts`) gives them. */
export interface Catalogues {
  /** Needed before anything can be drawn. */
  readonly messages: Messages;
  /** Fetches those of the late parts. Rejects when they cannot be had. */
  readonly loadLater: () => Promise<LaterMessages>;
}

/** One language, ready to speak. Immutable: another language is another object. */
export interface I18n {
  readonly locale: Locale;
  /** BCP 47, for Intl. */
  readonly tag: string;
  /** The words of the late parts; null until they have come. No late part is shown without them. */
  readonly later: LaterMessages | null;
  readonly t: <Key extends MessageKey>(key: Key, ...parameters: MessageParameters<Key>) => string;
  /** "23 s", "3 min 20 s", "1 h 5 min": exact, for eyes, kept on one line. */
  readonly span: (seconds: number) => string;
  /** "25 seconds", "3 minutes": rounded, for ears and for text that may change only slowly. */
  readonly roughly: (seconds: number) => string;
  /** "in 25 seconds", "in 3 minutes": rounded. */
  readonly fromNow: (seconds: number) => string;
  /** "20:00", in the reader's own time zone. Wall-clock milliseconds since the epoch. */
  readonly time: (wallMs: number) => string;
  /** "today, 20:00 CET", in the reader's own time zone. */
  readonly dayAndTime: (wallMs: number, nowWallMs: number) => string;
}

/** One language with its catalogue. `tag` (BCP 47) says how numbers and times are written. */
export function createI18n(
  locale: Locale,
  tag: string,
  messages: Messages,
  later: LaterMessages | null = null,
): I18n {
  const t: I18n['t'] = (key, ...parameters) => translate(messages, tag, key, ...parameters);
  const spanText = (durationSeconds: number): string => {
    const parts = durationParts(durationSeconds);
    switch (parts.kind) {
      case 'seconds':
        return t('unit.seconds', parts);
      case 'minutes':
        return parts.seconds === 0 ? t('unit.minutes', parts) : t('unit.minutesSeconds', parts);
      case 'hours':
        return parts.minutes === 0 ? t('unit.hours', parts) : t('unit.hoursMinutes', parts);
    }
  };
  return {
    locale,
    tag,
    later,
    t,
    span: (seconds) => unbroken(spanText(seconds)),
    roughly: (seconds) => formatRoughly(tag, seconds),
    fromNow: (seconds) => formatFromNow(tag, seconds),
    time: (wallMs) => formatTime(tag, wallMs, 'bare'),
    dayAndTime: (wallMs, nowWallMs) =>
      t('schedule.at', {
        day: formatDay(tag, wallMs, nowWallMs),
        time: unbroken(formatTime(tag, wallMs, 'with-zone')),
      }),
  };
}
