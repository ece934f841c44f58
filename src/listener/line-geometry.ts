/** Times this near (seconds) get most of the room on the waiting line. */
const NEAR_SECONDS = 2;
/** Times this far (seconds) lie at its very end. */
const FAR_SECONDS = 3600;

/**
 * Every second the line is told where to be this much later, and a CSS transition takes it there without the
 * page's help. Longer than a tick, so that a late tick does not make it halt. `the-line.css` has the same number.
 */
export const GLIDE_MS = 1250;

/**
 * Where a moment lies on the waiting line, on which time is drawn as in perspective: 0 is now, 1 an hour ahead
 * or more, −1 an hour ago or more. What is near has room, what is far stays in sight, and draws nearer ever faster.
 */
export function perspective(secondsFromNow: number): number {
  const share = Math.log1p(Math.abs(secondsFromNow) / NEAR_SECONDS) / Math.log1p(FAR_SECONDS / NEAR_SECONDS);
  return Math.sign(secondsFromNow) * Math.min(1, share);
}
