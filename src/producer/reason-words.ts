import type { Words } from './producer-context.tsx';
import type { Refusal } from './refusal.ts';

/** Why an act could not be sent, as the end of a sentence. */
export function reasonWords(refusal: Refusal, { t }: Words): string {
  if (refusal.kind !== 'failed') return t(`reason.${refusal.kind}`);
  const { status, message } = refusal;
  return status === null ? t('reason.unanswered') : t('reason.status', { status, message });
}
