/** One mistake in a document, at its field. */
export interface FieldError {
  /** As the schema writes it: `pathways[0].url`; empty for the document itself. */
  readonly path: string;
  /** What was expected, and what was found, in the schema's words. */
  readonly message: string;
}

const MISTAKE = /(?:^|; )(?:([^;]*?): )?(?=expected )/g;

/** The mistakes that a message of the document's schema names. A message of another kind is one without a path. */
export function fieldErrors(message: string): readonly FieldError[] {
  const starts = [...message.matchAll(MISTAKE)];
  if (starts.length === 0) return [{ path: '', message }];
  return starts.map((start, index) => ({
    path: start[1] ?? '',
    message: message.slice(start.index + start[0].length, starts[index + 1]?.index ?? message.length),
  }));
}

/** The first mistake at `path`, or anywhere inside it. */
export function errorAt(errors: readonly FieldError[], path: string): FieldError | null {
  return (
    errors.find(
      (error) =>
        error.path === path || error.path.startsWith(`${path}.`) || error.path.startsWith(`${path}[`),
    ) ?? null
  );
}
