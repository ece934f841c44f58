import { useLayoutEffect, type RefObject } from 'react';

/**
 * A part that goes by itself must not take the keyboard's place on the page with it: what has the focus within `place`
 * gives it to the line, or to the big button where there is no line to hold.
 */
export function useFocusHeir(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const here = place.current;
    const page = here?.closest('main') ?? null;
    return () => {
      if (here?.contains(document.activeElement) !== true) return;
      const heirs = page?.querySelectorAll<HTMLElement>('.line-grip, .big-button') ?? [];
      [...heirs].find((heir) => heir !== here)?.focus();
    };
  }, [place]);
}
