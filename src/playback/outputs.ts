/** What sound can come out of, as far as a page is told without asking for a microphone: often one nameless entry. */
export type OutputList = readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'groupId'>[];

/** The entry that stands for whatever the system plays through. */
const DEFAULT_ID = 'default';

/**
 * Whether what the sound came out of has gone. Without the permission for a microphone a browser names no devices (Media
 * Capture and Streams, "exposure decision"), so that most often only the loss of the last one can be seen: a headphone
 * pulled out of a laptop that has loudspeakers goes unseen, and the system plays on through those. Phones pause by
 * themselves.
 */
export function isOutputGone(before: OutputList, after: OutputList): boolean {
  const had = before.filter(({ kind }) => kind === 'audiooutput');
  const has = after.filter(({ kind }) => kind === 'audiooutput');
  if (had.length > 0 && has.length === 0) return true;
  const inUse = had.find(({ deviceId }) => deviceId === DEFAULT_ID)?.groupId ?? '';
  return inUse !== '' && !has.some(({ groupId }) => groupId === inUse);
}

/** Calls back each time what the sound came out of has gone, until the signal aborts. Asks for no permission. */
export function watchOutputs(
  devices: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>,
  onGone: () => void,
  signal: AbortSignal,
): void {
  let known: OutputList = [];
  const look = async () => {
    const before = known;
    known = await devices.enumerateDevices();
    if (!signal.aborted && isOutputGone(before, known)) onGone();
  };
  const lookNow = () =>
    void look().catch(() => {
      // Refused, by a policy of the page that has us in a frame: then nothing is known.
    });
  devices.addEventListener('devicechange', lookNow, { signal });
  lookNow();
}
