import { createHash } from 'node:crypto';

/** A broadcast document as its home has it. */
export interface Published {
  readonly document: Readonly<Record<string, unknown>>;
  readonly etag: string;
}

/** Where the broadcast document lives. */
export interface DocumentHome {
  /** Null: there is none yet. Rejects when the home cannot be reached. */
  read(): Promise<Published | null>;
  /**
   * Puts a document in the place of the one with this ETag (null: of none at all). Null: somebody else was faster.
   * Rejects when the home cannot be reached, or refuses the document.
   */
  publish(
    document: Readonly<Record<string, unknown>>,
    etag: string | null,
    note: string,
  ): Promise<Published | null>;
}

/** A home without a collector: one process, nobody else who writes. */
export function createMemoryHome(): DocumentHome {
  let present: Published | null = null;
  return {
    read: () => Promise.resolve(present),
    publish(document, etag) {
      if ((present?.etag ?? null) !== etag) return Promise.resolve(null);
      const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url');
      present = { document, etag: `"${hash.slice(0, 22)}"` };
      return Promise.resolve(present);
    },
  };
}

/** A running collector, and the token that it takes. */
export interface CollectorAccess {
  /** Ends with a slash. */
  readonly url: string;
  readonly token: string;
}

const ANSWER_WITHIN_MS = 5000;

export function createCollectorHome({ url, token }: CollectorAccess): DocumentHome {
  const published = async (response: Response): Promise<Published> => {
    const document = (await response.json()) as Published['document'];
    const etag = response.headers.get('etag');
    if (etag === null) throw new Error('The collector gives no ETag.');
    return { document, etag };
  };
  return {
    async read() {
      const response = await fetch(new URL('broadcast.json', url), {
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`The collector answers ${response.status}.`);
      return published(response);
    },
    async publish(document, etag, note) {
      const response = await fetch(new URL('v1/broadcast', url), {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          ...(etag === null ? { 'If-None-Match': '*' } : { 'If-Match': etag }),
        },
        body: JSON.stringify({ document, note }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (response.status === 412) return null;
      if (!response.ok) throw new Error(`The collector answers ${response.status}: ${await response.text()}`);
      const answer = (await response.json()) as Published;
      return { document: answer.document, etag: answer.etag };
    },
  };
}
