import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** A program in one file, outside the project. */
export interface OneFile {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Puts a TypeScript program and all that it imports into one module. What is imported is looked up each time that it is
 * used; a constant of the same module is known when V8 compiles: a crowd is through in about three quarters of the time.
 */
export async function buildOneFile(entry: string): Promise<OneFile> {
  const folder = await mkdtemp(join(tmpdir(), 'holdline-program-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: {
        output: { entryFileNames: 'program.mjs', topLevelVar: false, codeSplitting: false },
      },
    },
  });
  return {
    path: join(folder, 'program.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
