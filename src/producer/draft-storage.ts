import {
  array,
  fallback,
  type GenericSchema,
  number,
  object,
  optional,
  picklist,
  safeParse,
  string,
} from 'valibot';
import type { Edits } from './edits.ts';

const EDITS_KEY = 'holdline.producer.edits';
const TOKEN_KEY = 'holdline.producer.token';

/** A field that is damaged is lost alone. */
const kept = <Schema extends GenericSchema>(schema: Schema) => fallback(optional(schema), undefined);

const editsSchema = object({
  state: kept(picklist(['scheduled', 'late', 'live', 'ended'])),
  scheduledStart: kept(string()),
  announcement: kept(
    object({
      level: picklist(['info', 'warning']),
      texts: array(object({ lang: string(), words: string() })),
    }),
  ),
  withdrawn: kept(array(string())),
  admission: kept(number()),
  joinSpreadSeconds: kept(number()),
  pathways: kept(array(object({ id: string(), url: string() }))),
  degrade: kept(number()),
  tellNote: kept(string()),
  admitNote: kept(string()),
  steerNote: kept(string()),
  firstDocument: kept(string()),
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
        return saved.success ? saved.output : {};
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
