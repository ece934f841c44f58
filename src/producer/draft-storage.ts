import { array, type InferOutput, number, object, optional, picklist, safeParse, string } from 'valibot';
import type { Edits } from './edits.ts';

const EDITS_KEY = 'holdline.producer.edits';
const TOKEN_KEY = 'holdline.producer.token';

const editsSchema = object({
  state: optional(picklist(['scheduled', 'late', 'live', 'ended'])),
  scheduledStart: optional(string()),
  announcement: optional(
    object({
      level: picklist(['info', 'warning']),
      texts: array(object({ lang: string(), words: string() })),
    }),
  ),
  withdrawn: optional(array(string())),
  admission: optional(number()),
  joinSpreadSeconds: optional(number()),
  pathways: optional(array(object({ id: string(), url: string() }))),
  degrade: optional(number()),
  tellNote: optional(string()),
  admitNote: optional(string()),
  steerNote: optional(string()),
});

/** What a tab of a producer's browser remembers: gone with the tab, and never on a disk that others read. */
export interface DraftStorage {
  readEdits(): Edits;
  writeEdits(edits: Edits): void;
  readToken(): string | null;
  writeToken(token: string): void;
}

/** Over `sessionStorage`; without one, or with one that refuses, nothing is remembered and nothing breaks. */
export function createDraftStorage(storage: Pick<Storage, 'getItem' | 'setItem'> | null): DraftStorage {
  const read = (key: string): string | null => {
    try {
      return storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  };
  const write = (key: string, value: string) => {
    try {
      storage?.setItem(key, value);
    } catch {
      // Full or refused: what is typed lives as long as the page.
    }
  };
  return {
    readEdits() {
      try {
        const saved = safeParse(editsSchema, JSON.parse(read(EDITS_KEY) ?? '{}'));
        const edits: InferOutput<typeof editsSchema> = saved.success ? saved.output : {};
        return edits;
      } catch {
        return {};
      }
    },
    writeEdits: (edits) => write(EDITS_KEY, JSON.stringify(edits)),
    readToken: () => read(TOKEN_KEY),
    writeToken: (token) => write(TOKEN_KEY, token),
  };
}

/** The token that an address brings in its fragment, and the address without it. */
export function takeToken(href: string): { readonly token: string | null; readonly href: string } {
  const url = new URL(href);
  const parameters = new URLSearchParams(url.hash.slice(1));
  const token = parameters.get('token');
  if (token === null) return { token, href };
  parameters.delete('token');
  url.hash = parameters.toString();
  return { token, href: url.href };
}
