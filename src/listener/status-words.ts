import type { I18n } from '../i18n/i18n.ts';
import type { MessageKey, MessageParameters } from '../i18n/messages.ts';
import type { JoinStatus, TroubleView } from '../session/join-status.ts';

/** One status in plain words. */
export interface StatusWords {
  /** What happens. */
  readonly headline: string;
  /** What we do about it, and what the listener need not do. */
  readonly detail: string;
  /** The origin's part in it; null when it has none. */
  readonly cause: string | null;
  /** Counts seconds: for eyes only, never announced. */
  readonly ticker: readonly string[];
  /** The ticker's slow equivalent for ears; null when nothing is lost without it. */
  readonly spoken: string | null;
}

/** Below this many seconds in hand, "about 5 seconds" would promise more than there is. */
const LITTLE_IN_HAND_SECONDS = 8;
/** Ears are told of the audio in hand in steps this long, so that a shrinking buffer is not a stream of announcements. */
const SPOKEN_STEP_SECONDS = 15;

export function statusWords(status: JoinStatus, i18n: I18n): StatusWords {
  const { t } = i18n;
  switch (status.kind) {
    case 'ready':
      return calm(`status.ready.${status.phase}`, i18n);
    case 'waiting':
      return {
        ...words(t(`status.waiting.${status.phase}`), t('status.waiting.detail')),
        ...(status.trouble && { ...troubled(status.trouble, i18n), detail: t('status.waiting.trouble') }),
      };
    case 'held':
      return held(status, i18n);
    case 'closed':
      return words(t('status.closed'), t(status.pressed ? 'status.closed.pressed' : 'status.closed.detail'));
    case 'joining':
      return status.trouble === null
        ? calm('status.joining', i18n)
        : {
            ...calm('status.joining.trouble', i18n),
            ...troubled(status.trouble, i18n),
          };
    case 'listening-in-trouble':
    case 'listening-offline': {
      const { cause = null, ticker = [] } = 'trouble' in status ? troubled(status.trouble, i18n) : {};
      return {
        ...calm(`status.${status.kind}`, i18n),
        cause,
        ticker: [t('ticker.inHand', { span: i18n.span(status.inHandSeconds) }), ...ticker],
        spoken: inHandSpoken(status.inHandSeconds, i18n),
      };
    }
    case 'rebuffering':
      return {
        ...calm('status.rebuffering', i18n),
        ...(status.trouble && troubled(status.trouble, i18n)),
      };
    case 'listening':
    case 'offline':
    case 'paused':
    case 'blocked':
      return calm(`status.${status.kind}`, i18n);
    case 'ended':
      return calm(status.replay ? 'status.ended.replay' : 'status.ended', i18n);
    case 'denied':
      return denied(status.status, i18n);
    case 'failed':
      return failed(status.problem, i18n);
    case 'address-problem': {
      const { kind, url } = status.problem;
      return words(t(`address.${kind}`), t(`address.${kind}.detail`, { url }));
    }
  }
}

function words(headline: string, detail: string): StatusWords {
  return { headline, detail, cause: null, ticker: [], spoken: null };
}

/** Keys whose `.detail` is a message without parameters. */
type CalmKey = {
  [Key in MessageKey]: `${Key}.detail` extends MessageKey
    ? MessageParameters<`${Key}.detail`> extends []
      ? Key
      : never
    : never;
}[MessageKey];

function calm(key: CalmKey, { t }: I18n): StatusWords {
  return words(t(key), t(`${key}.detail`));
}

function held(
  { percent, dueSeconds }: Extract<JoinStatus, { kind: 'held' }>,
  { t, span, roughly }: I18n,
): StatusWords {
  const detail = t('status.held.detail');
  if (dueSeconds === null) {
    return words(percent === 0 ? t('status.held.none') : t('status.held', { percent }), detail);
  }
  const minuteSeconds = dueSeconds - (dueSeconds % 60);
  return {
    ...words(t('status.held.spread'), detail),
    ticker: [t('ticker.turn', { span: span(dueSeconds) })],
    // By the minute: a countdown is not read out.
    spoken: minuteSeconds === 0 ? null : t('ticker.turnSpoken', { span: roughly(minuteSeconds) }),
  };
}

function denied(status: number, { t }: I18n): StatusWords {
  return words(t('status.denied'), t('status.denied.detail', { status: String(status) }));
}

function failed(problem: Extract<JoinStatus, { kind: 'failed' }>['problem'], i18n: I18n): StatusWords {
  const { t } = i18n;
  switch (problem.kind) {
    case 'denied':
      return denied(problem.status, i18n);
    case 'not-a-playlist':
      return words(t('failed.not-a-playlist'), t('failed.not-a-playlist.detail', { url: problem.url }));
    case 'codec-not-supported':
      return words(
        t('failed.codec-not-supported'),
        t('failed.codec-not-supported.detail', { codecs: problem.codecs.join(', ') }),
      );
    case 'media':
      return words(t('failed.media'), t('failed.media.detail', { message: problem.message }));
    case 'no-audio':
    case 'browser-not-supported':
    case 'player-not-loaded':
      return calm(`failed.${problem.kind}`, i18n);
  }
}

function troubled(trouble: TroubleView, { t, span }: I18n): Pick<StatusWords, 'cause' | 'ticker'> {
  return {
    cause: t(`trouble.${trouble.failure}`),
    // Where nothing has failed there is no try to count.
    ticker:
      trouble.attempts === 0
        ? []
        : [
            trouble.nextTrySeconds > 0
              ? t('ticker.nextTry', { span: span(trouble.nextTrySeconds) })
              : t('ticker.tryingNow'),
            t('ticker.attempts', { count: trouble.attempts }),
          ],
  };
}

function inHandSpoken(inHandSeconds: number, { t, roughly }: I18n): string {
  if (inHandSeconds < LITTLE_IN_HAND_SECONDS) return t('ticker.inHandLittle');
  const stepSeconds = inHandSeconds < 60 ? SPOKEN_STEP_SECONDS : 60;
  const toldSeconds = Math.max(10, Math.floor(inHandSeconds / stepSeconds) * stepSeconds);
  return t('ticker.inHandSpoken', { span: roughly(toldSeconds) });
}
