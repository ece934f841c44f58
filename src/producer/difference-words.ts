import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { DocumentChange } from './document-changes.ts';
import { fieldWords } from './field-words.ts';
import type { Words } from './producer-context.tsx';

/** One difference, in one line or more: the order of pathways, and each address that is new. */
export function differenceWords(change: DocumentChange, words: Words): readonly string[] {
  const { t, format } = words;
  switch (change.field) {
    case 'state':
      return [t('difference.state', { from: t(`state.${change.from}`), to: t(`state.${change.to}`) })];
    case 'scheduledStart':
      return [
        t('difference.scheduledStart', { from: format.moment(change.from), to: format.moment(change.to) }),
      ];
    case 'announced':
    case 'withdrawn':
      return Object.entries(change.announcement.text).map(([lang, text]) =>
        t(`difference.${change.field}`, { words: `${text} (${lang})` }),
      );
    case 'admission':
      return [
        t('difference.admission', { from: format.percent(change.from), to: format.percent(change.to) }),
      ];
    case 'joinSpreadSeconds':
      return [
        t('difference.joinSpreadSeconds', {
          from: format.seconds(change.from),
          to: format.seconds(change.to),
        }),
      ];
    case 'pathways':
      return [
        t('difference.pathways', { from: order(change.from, words), to: order(change.to, words) }),
        ...change.to
          .filter(({ id, url }) => !change.from.some((before) => before.id === id && before.url === url))
          .map(({ id, url }) => t('difference.pathwayUrl', { id, url })),
      ];
    case 'degrade':
      return [
        t('difference.degrade', {
          from: change.from,
          to: change.to,
          words: t(`degrade.${levelOf(change.to)}`),
        }),
      ];
    case 'other':
      return [t('difference.other', { name: fieldWords([change.name], words) })];
  }
}

export const degradeLevels = [0, 1, 2, 3, 4] as const;

/** The schema lets no other through. */
function levelOf(level: number): (typeof degradeLevels)[number] {
  return degradeLevels.find((one) => one === level) ?? 0;
}

function order(pathways: BroadcastDocument['pathways'], { t }: Words): string {
  return pathways.length === 0 ? t('difference.noPathways') : pathways.map(({ id }) => id).join(', ');
}
