/** Further than so many heights of what can be seen, a glide would only make dizzy. */
const GLIDE_HEIGHTS = 1.5;
/** Lines are kept at this share of the height: what was just said stays in sight above, what comes is below. */
const SHARE = 0.4;
/** What is nearly there is left where it is. */
const SLACK_PX = 4;

/** Scrolls a line to its place, and nothing but this scroller: the page stays where it is. */
export function scrollIntoMiddle(scroller: HTMLElement, line: HTMLElement): void {
  const frame = scroller.getBoundingClientRect();
  const box = line.getBoundingClientRect();
  const byPx = box.top + box.height / 2 - frame.top - frame.height * SHARE;
  if (Math.abs(byPx) <= SLACK_PX) return;
  scroller.dataset['glide'] = String(Math.abs(byPx) < frame.height * GLIDE_HEIGHTS);
  scroller.scrollTop += byPx;
}
