import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeToken } from './producer-token.ts';

const TOKEN_FILE = 'producer-token';

export interface OwnToken {
  readonly token: string;
  /** Made just now: the only time that it may be shown. */
  readonly isNew: boolean;
}

/** The token that the first start has made; made now, and kept for its owner's eyes only, if there is none. */
export async function ownToken(directory: string | null): Promise<OwnToken> {
  if (directory === null) return { token: makeToken(), isNew: true };
  await mkdir(directory, { recursive: true });
  const path = join(directory, TOKEN_FILE);
  const token = makeToken();
  try {
    await writeFile(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
    return { token, isNew: true };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return { token: (await readFile(path, 'utf8')).trim(), isNew: false };
}
