import { startTransition, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useLanguage } from './i18n-context.tsx';

/** The page's own host may be busy as well: a part that is not needed at first asks again this rarely. */
const ASK_AGAIN_MS = 20_000;

/**
 * A part of the page that the first press does not need. It is fetched after the first paint, with its words; until both
 * are there, and for as long as the host does not give them, nothing stands in its place. `load` must stay the same
 * function.
 */
export function LatePart(props: { readonly load: () => Promise<ComponentType> }): ReactNode {
  const { load } = props;
  const { i18n, needLater } = useLanguage();
  const [part, setPart] = useState<{ readonly Part: ComponentType } | null>(null);
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchPart = () => {
      Promise.all([load(), needLater()]).then(
        ([Part]) => {
          // Nobody waits for it: it is drawn in slices, and a finger comes first.
          if (isWanted) startTransition(() => setPart({ Part }));
        },
        () => {
          if (isWanted) timer = setTimeout(fetchPart, ASK_AGAIN_MS);
        },
      );
    };
    fetchPart();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [load, needLater]);
  return part === null || i18n.later === null ? null : <part.Part />;
}
