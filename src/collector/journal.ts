import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type InferOutput, object, safeParse, union } from 'valibot';
import { actSchema, type Act, type HistoryRow, historyRowSchema } from '../reporting/join-status-report.ts';
import { readPublished } from './published.ts';
import { MAX_ACTS, type Published } from './store.ts';

const DOCUMENT_FILE = 'broadcast.json';
const BOOKS_FILE = 'books.ndjson';

/** A line of the books: what happened within a minute, or what a producer did. */
const entrySchema = union([object({ row: historyRowSchema }), object({ act: actSchema })]);
type Entry = InferOutput<typeof entrySchema>;

/** What the embedded store keeps in files, and what it found there. */
export interface Journal {
  readonly rows: readonly HistoryRow[];
  readonly acts: readonly Act[];
  readonly published: Published | null;
  /** Never rejects: a full disk costs the books a line, not the evening. */
  append(entry: Entry): Promise<void>;
  /** Atomically: a reader finds the old document or the new one, also after a power cut. Rejects if it cannot. */
  saveDocument(json: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the files of `directory`, which is made if need be; null: nothing is kept. Rows before `sinceMs` are left out. */
export async function openJournal(
  directory: string | null,
  sinceMs: number,
  tell: (sentence: string) => void,
): Promise<Journal> {
  if (directory === null) return nowhere;
  await mkdir(directory, { recursive: true });
  const document = await readText(join(directory, DOCUMENT_FILE));
  const published = document === null ? null : readPublished(document);
  if (document !== null && published === null) {
    tell(`${DOCUMENT_FILE} holds no broadcast document; it is left as it is until a new one is published.`);
  }
  const text = (await readText(join(directory, BOOKS_FILE))) ?? '';
  const { rows, acts, unread } = readBooks(text, sinceMs);
  if (unread > 0) tell(`${BOOKS_FILE}: ${unread} lines cannot be read and are passed over.`);
  const books = await open(join(directory, BOOKS_FILE), 'a');
  // A line that was torn by a crash must not take the next one with it.
  if (text !== '' && !text.endsWith('\n')) await books.appendFile('\n');
  return {
    rows,
    acts,
    published,
    async append(entry) {
      try {
        await books.appendFile(`${JSON.stringify(entry)}\n`);
      } catch (error) {
        tell(`A line of ${BOOKS_FILE} could not be written: ${String(error)}`);
      }
    },
    saveDocument: (json) => replaceFile(directory, DOCUMENT_FILE, json),
    close: () => books.close(),
  };
}

const nowhere: Journal = {
  rows: [],
  acts: [],
  published: null,
  append: () => Promise.resolve(),
  saveDocument: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function readBooks(text: string, sinceMs: number) {
  const rows: HistoryRow[] = [];
  const acts: Act[] = [];
  let unread = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const entry = readEntry(line);
    if (entry === null) unread += 1;
    else if ('act' in entry) acts.push(entry.act);
    else if (Date.parse(entry.row.at) > sinceMs) rows.push(entry.row);
  }
  return { rows, acts: acts.slice(-MAX_ACTS), unread };
}

function readEntry(line: string): Entry | null {
  try {
    const parsed = safeParse(entrySchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Temporary file, fsync, rename, fsync of the directory. */
async function replaceFile(directory: string, name: string, text: string): Promise<void> {
  const temporary = join(directory, `${name}.new`);
  await withFile(await open(temporary, 'w'), async (file) => {
    await file.writeFile(text);
    await file.sync();
  });
  await rename(temporary, join(directory, name));
  await withFile(await open(directory, 'r'), (file) => file.sync());
}

async function withFile(file: FileHandle, act: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await act(file);
  } finally {
    await file.close();
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
