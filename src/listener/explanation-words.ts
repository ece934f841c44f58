import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import type { Beside, Cause, Explanation } from './explanation.ts';

/** An explanation in plain words. */
export interface ExplanationWords {
  /** What is happening, two or three sentences. */
  readonly happening: readonly string[];
  /** What the listener can do, or that nothing need be done. */
  readonly todo: string;
  /** Since when; null where that is not known. */
  readonly since: string | null;
  /** Counts seconds: for eyes only. */
  readonly next: string | null;
}

/** `nowMs` and `wallNowMs` are the same moment on the session's Clock and on the wall. */
export function explanationWords(
  explanation: Explanation,
  i18n: I18n,
  now: { readonly nowMs: number; readonly wallNowMs: number },
): ExplanationWords {
  const t = laterWords(i18n);
  const { cause, beside, sinceMs, nextTrySeconds } = explanation;
  return {
    happening: [
      ...happening(cause, explanation.inHandSeconds, i18n),
      ...beside.map((fact) => besideWords(fact, i18n)),
    ],
    todo: t(todoKey(explanation)),
    since:
      sinceMs === null
        ? null
        : t('why.since', {
            time: i18n.time(now.wallNowMs - now.nowMs + sinceMs),
            span: i18n.roughly(Math.max(0, (now.nowMs - sinceMs) / 1000)),
          }),
    next:
      nextTrySeconds === null
        ? null
        : nextTrySeconds > 0
          ? i18n.t('ticker.nextTry', { span: i18n.span(nextTrySeconds) })
          : i18n.t('ticker.tryingNow'),
  };
}

function happening(cause: Cause, inHandSeconds: number, i18n: I18n): readonly string[] {
  const t = laterWords(i18n);
  switch (cause.kind) {
    case 'address':
      return [t(`why.address.${cause.problem}`)];
    case 'not-pressed':
      return [t(`why.not-pressed.${cause.phase}`)];
    case 'held':
      return [t('why.held'), heldWords(cause, i18n)];
    case 'trouble':
      return [t(`why.trouble.${cause.failure}`), heard(cause.heard, inHandSeconds, i18n)];
    case 'slow-line':
    case 'offline':
      return [t(`why.${cause.kind}`), heard(cause.heard, inHandSeconds, i18n)];
    case 'ended':
      return [t(cause.replay ? 'why.ended.replay' : 'why.ended')];
    case 'failed':
      return [t(`why.failed.${cause.problem}`)];
    case 'not-started':
    case 'late':
    case 'closed':
    case 'joining':
    case 'gap':
    case 'refilling':
    case 'muted':
    case 'volume-zero':
    case 'paused':
    case 'blocked':
    case 'denied':
    case 'listening':
      return [t(`why.${cause.kind}`)];
  }
}

function heldWords({ percent, dueSeconds }: Extract<Cause, { kind: 'held' }>, i18n: I18n): string {
  const t = laterWords(i18n);
  if (dueSeconds !== null) return t('why.held.due', { span: i18n.roughly(dueSeconds) });
  return percent === 0 ? t('why.held.none') : t('why.held.share', { percent });
}

function heard(what: 'nothing-yet' | 'silent' | 'goes-on', inHandSeconds: number, i18n: I18n): string {
  const t = laterWords(i18n);
  return what === 'goes-on'
    ? t('why.heard.goes-on', { span: i18n.roughly(inHandSeconds) })
    : t(`why.heard.${what}`);
}

function besideWords(fact: Beside, i18n: I18n): string {
  const t = laterWords(i18n);
  switch (fact.kind) {
    case 'lost':
      return t('lost.notice', { count: fact.seconds, span: i18n.span(fact.seconds) });
    case 'behind':
      return t('why.beside.behind', { span: i18n.roughly(fact.seconds) });
    case 'no-programme':
      return i18n.t('notice.documentUnreachable');
    case 'muted':
    case 'volume-zero':
    case 'other-pathway':
      return t(`why.beside.${fact.kind}`);
  }
}

function todoKey({ cause, remedies }: Explanation) {
  switch (cause.kind) {
    case 'address':
      return 'why.todo.address';
    case 'not-pressed':
    case 'ended':
      return remedies.includes('listen') ? 'why.todo.listen' : 'why.todo.nothing-more';
    case 'closed':
      return cause.pressed ? 'why.todo.closed' : 'why.todo.listen';
    case 'paused':
    case 'blocked':
      return 'why.todo.listen';
    case 'muted':
      return 'why.todo.unmute';
    case 'volume-zero':
      return 'why.todo.volume';
    case 'slow-line':
      return 'why.todo.slow-line';
    case 'offline':
      return 'why.todo.offline';
    case 'denied':
      return 'why.todo.denied';
    case 'failed':
      return failedTodo(cause.problem);
    case 'listening':
      return 'why.todo.device';
    case 'trouble':
      if (cause.heard === 'goes-on') return 'why.todo.goes-on';
      return remedies.includes('try-now') ? 'why.todo.try-now' : 'why.todo.nothing';
    case 'not-started':
    case 'late':
    case 'held':
    case 'joining':
    case 'gap':
    case 'refilling':
      return 'why.todo.nothing';
  }
}

function failedTodo(problem: Extract<Cause, { kind: 'failed' }>['problem']) {
  switch (problem) {
    case 'codec-not-supported':
    case 'browser-not-supported':
      return 'why.todo.other-browser';
    case 'not-a-playlist':
    case 'no-audio':
      return 'why.todo.ask';
    case 'player-not-loaded':
    case 'media':
      return 'why.todo.retry';
  }
}
