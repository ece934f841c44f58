/** A playlist that cannot be used as it stands: cut short, or against the rules in a way that leaves no safe reading. */
export class PlaylistError extends Error {
  /** Line number in the playlist, counted from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.name = 'PlaylistError';
    this.line = line;
  }
}
