/**
 * The origin that may talk to this embedded page: the one that its own address names, `?embed=https://host.example`.
 * Null where it names none, or anything but an exact http or https origin: then nobody may.
 */
export function embedderOrigin(pageUrl: string): string | null {
  const named = new URL(pageUrl).searchParams.get('embed') ?? '';
  if (!/^https?:\/\//.test(named)) return null;
  try {
    return new URL(named).origin === named ? named : null;
  } catch {
    return null;
  }
}
