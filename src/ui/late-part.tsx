import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

/** The page's own host may be busy as well: a part that is not needed at first asks again this rarely. */
const ASK_AGAIN_MS = 20_000;

/**
 * A part of the page that the first press does not need. It is fetched after the first paint; until it is there, and
 * for as long as the host does not give it, nothing stands in its place. `load` must stay the same function.
 */
export function LatePart(props: { readonly load: () => Promise<ComponentType> }): ReactNode {
  const { load } = props;
  const [part, setPart] = useState<{ readonly Part: ComponentType } | null>(null);
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchPart = () => {
      load().then(
        (Part) => {
          if (isWanted) setPart({ Part });
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
  }, [load]);
  return part === null ? null : <part.Part />;
}
