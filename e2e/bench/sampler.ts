/** What is known of a page, drained again and again so that little is lost with a page that crashes. */
export interface Drained {
  /** Milliseconds since the epoch; null: not pressed yet. */
  readonly pressedAtMs: number | null;
  /** [atMs, position or null, paused, seeking, buffered end or null] */
  readonly samples: readonly (readonly [number, number | null, boolean, boolean, number | null])[];
  /** The last append to a SourceBuffer: which segment it was, and where in the element's time it ended. */
  readonly anchor: Anchor | null;
}

export interface Anchor {
  readonly atMs: number;
  /** In its movie fragment header, less one: the segment's number on its encoder's timeline, from 0. */
  readonly number: number;
  readonly endSeconds: number;
}

declare global {
  interface Window {
    bench: { drain(): Drained };
  }
}

/**
 * Runs in every player's page before anything of the page's own, the same for all: every 100 ms it notes where the
 * media element is, and at each append to a SourceBuffer which segment that was (the number in its movie fragment
 * header, ISO 14496-12 8.8.5). It makes no request and calls nothing of the player.
 */
export function installSampler(): void {
  let samples: Drained['samples'][number][] = [];
  let pressedAtMs: number | null = null;
  let anchor: Anchor | null = null;
  const now = () => performance.timeOrigin + performance.now();
  const endsOf = (ranges: TimeRanges) =>
    Array.from({ length: ranges.length }, (_, index) => ranges.end(index));
  window.bench = {
    drain() {
      const drained = { pressedAtMs, samples, anchor };
      samples = [];
      return drained;
    },
  };
  // A player makes more than one element only when it replaces the first: the last one is what is heard.
  const element = () => [...document.querySelectorAll<HTMLMediaElement>('audio,video')].at(-1) ?? null;
  setInterval(() => {
    const media = element();
    if (media === null) samples.push([now(), null, true, false, null]);
    else
      samples.push([
        now(),
        media.currentTime,
        media.paused,
        media.seeking,
        endsOf(media.buffered).at(-1) ?? null,
      ]);
  }, 100);
  addEventListener('click', () => (pressedAtMs ??= now()), true);

  const numberOf = (data: DataView): number | null => {
    for (let at = 0; at + 24 <= data.byteLength;) {
      const size = data.getUint32(at);
      const isFragment = data.getUint32(at + 4) === 0x6d6f6f66;
      if (isFragment && data.getUint32(at + 12) === 0x6d666864) return data.getUint32(at + 20) - 1;
      if (size < 8) return null;
      at += size;
    }
    return null;
  };
  // Called with the SourceBuffer that it is a method of, below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const appendBuffer = SourceBuffer.prototype.appendBuffer;
  SourceBuffer.prototype.appendBuffer = function (data: BufferSource) {
    const view = ArrayBuffer.isView(data)
      ? new DataView(data.buffer, data.byteOffset, data.byteLength)
      : new DataView(data);
    const number = numberOf(view);
    if (number !== null) {
      const before = endsOf(this.buffered);
      const note = () => {
        // Where a range ends that did not end there before: appended may have been in the middle, too.
        const endSeconds = endsOf(this.buffered).find((end) => !before.includes(end));
        if (endSeconds !== undefined) anchor = { atMs: now(), number, endSeconds };
      };
      this.addEventListener('updateend', note, { once: true });
    }
    appendBuffer.call(this, data);
  };
}
