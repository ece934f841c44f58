/** One event of a server-sent event stream. */
export interface StreamEvent {
  /** `message` where the stream gives no name. */
  readonly type: string;
  readonly data: string;
}

/** What has been read of a stream so far and is no whole event yet. */
export interface StreamPosition {
  readonly line: string;
  readonly type: string;
  readonly data: readonly string[];
  /** The last chunk ended in CR: a LF at the head of the next one belongs to it. */
  readonly afterReturn: boolean;
  readonly atStart: boolean;
}

export const streamStart: StreamPosition = {
  line: '',
  type: '',
  data: [],
  afterReturn: false,
  atStart: true,
};

/**
 * Reads on in an event stream (HTML Living Standard, 9.2.6), however the network has cut it. Comments, `id` and
 * `retry` are left out: whoever reads asks again in its own time. EventSource itself cannot send Authorization.
 */
export function readStreamText(
  position: StreamPosition,
  chunk: string,
): readonly [position: StreamPosition, events: readonly StreamEvent[]] {
  if (chunk === '') return [position, []];
  let text = chunk;
  if (position.atStart && text.startsWith('\uFEFF')) text = text.slice(1);
  if (position.afterReturn && text.startsWith('\n')) text = text.slice(1);
  const lines = (position.line + text).split(/\r\n|\r|\n/);
  const line = lines.pop() ?? '';
  let { type, data } = position;
  const events: StreamEvent[] = [];
  for (const whole of lines) {
    if (whole === '') {
      if (data.length > 0) events.push({ type: type === '' ? 'message' : type, data: data.join('\n') });
      type = '';
      data = [];
      continue;
    }
    const [, name, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(whole) ?? [];
    if (name === 'event') type = value ?? '';
    else if (name === 'data') data = [...data, value ?? ''];
  }
  return [{ line, type, data, afterReturn: chunk.endsWith('\r'), atStart: false }, events];
}

/** Characters that wait for the end of their event. */
export function heldCharacters({ line, data }: StreamPosition): number {
  return data.reduce((sum, { length }) => sum + length, line.length);
}
