import type { IncomingMessage } from 'node:http';

/** A request that cannot be done, with the status that says so and a sentence for who made it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Many times what any scenario needs. */
const MOST_BODY_BYTES = 1_048_576;

/**
 * Reads a JSON body; one without a byte is `undefined`. Throws a RequestError: 413 for one that is too large, which is
 * not read to its end, and 400 for one that is no JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const tooLarge = new RequestError(413, `the body is larger than ${MOST_BODY_BYTES} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new RequestError(400, `the body is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
