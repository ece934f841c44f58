import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import type { Reach } from './line-reach.ts';

/** "12:40", "1:02:00": a moment of a recording. */
export function clockDigits(seconds: number, tag: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const two = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2 });
  const bare = new Intl.NumberFormat(tag);
  const tail = two.format(whole % 60);
  return hours > 0
    ? `${bare.format(hours)}:${two.format(minutes)}:${tail}`
    : `${bare.format(minutes)}:${tail}`;
}

/** Where the playhead is: "live", "2 min 13 s behind live", "at 12:40 of 1:02:00". */
export function placeWords(reach: Reach, i18n: I18n): string {
  const t = laterWords(i18n);
  const { fromSeconds, toSeconds, positionSeconds, behindSeconds } = reach;
  switch (reach.kind) {
    case 'recording':
      return t('time.at', {
        time: clockDigits(positionSeconds - fromSeconds, i18n.tag),
        total: clockDigits(toSeconds - fromSeconds, i18n.tag),
      });
    case 'ending':
      return t('time.beforeEnd', { span: i18n.span(toSeconds - positionSeconds) });
    case 'live':
      return reach.isBehind && behindSeconds !== null
        ? i18n.t('latency.behind', { span: i18n.span(behindSeconds) })
        : t('time.live');
  }
}

/** The same for eyes; at live with the seconds that even the nearest listener is behind the speaker. */
export function placeSeen(reach: Reach, i18n: I18n): string {
  return reach.kind === 'live' && !reach.isBehind && reach.behindSeconds !== null
    ? laterWords(i18n)('time.liveSeen', { span: i18n.span(reach.behindSeconds) })
    : placeWords(reach, i18n);
}

/** The same for ears, rounded, so that it changes slowly. */
export function placeSpoken(reach: Reach, i18n: I18n): string {
  if (reach.kind === 'live' && reach.isBehind && reach.behindSeconds !== null)
    return i18n.t('latency.behind', { span: i18n.roughly(reach.behindSeconds) });
  return reach.kind === 'ending'
    ? laterWords(i18n)('time.beforeEnd', { span: i18n.roughly(reach.toSeconds - reach.positionSeconds) })
    : placeWords(reach, i18n);
}
