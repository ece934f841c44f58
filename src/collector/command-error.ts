/** A mistake that the operator can put right: its message is shown alone, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
