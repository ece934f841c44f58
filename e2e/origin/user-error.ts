/** A mistake that the person at the terminal can put right: its message is shown alone, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Runs a command line; a UserError becomes its sentence on stderr and exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The `code` of a Node system error such as ENOENT, or null for anything else. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
