/** An answer that is an error: every body of one is `{ error: { code, message } }`. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** A word for programs. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Further fields of the body. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.more = more;
  }

  body(): Record<string, unknown> {
    return { error: { code: this.code, message: this.message }, ...this.more };
  }
}
