import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Command {
  stdout(): string;
  readonly stdin: NonNullable<ChildProcess['stdin']>;
  /** Resolves when that line has been printed to stdout; rejects with all output when it ends before. */
  printed(line: string): Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  kill(signal: NodeJS.Signals): void;
}

export type RunCommand = (args: readonly string[], env?: Readonly<Record<string, string>>) => Command;

/** Runs Node in the project's folder, for one test; what is still running after it is killed. */
export function useCommands(): RunCommand {
  const running = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  return (args, env = {}) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
    running.add(child);
    let stdout = '';
    let stderr = '';
    const listeners = new Set<() => void>();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      for (const listener of [...listeners]) listener();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      child.once('close', (code) => {
        running.delete(child);
        resolve({ code, stdout, stderr });
      });
    });
    return {
      stdout: () => stdout,
      stdin: child.stdin,
      printed: (line) =>
        new Promise((resolve, reject) => {
          const look = () => {
            if (!stdout.split('\n').slice(0, -1).includes(line)) return;
            listeners.delete(look);
            resolve();
          };
          listeners.add(look);
          look();
          void ended.then(() => reject(new Error(`ended before "${line}":\n${stdout}${stderr}`)));
        }),
      ended,
      kill: (signal) => void child.kill(signal),
    };
  };
}
