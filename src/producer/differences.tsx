import type { ReactNode } from 'react';
import { differenceWords } from './difference-words.ts';
import type { DocumentChange } from './document-changes.ts';
import { useWords } from './producer-context.tsx';

/** What is different, line by line. */
export function Differences(props: { readonly changes: readonly DocumentChange[] }): ReactNode {
  const words = useWords();
  return (
    <ul className="differences">
      {props.changes
        .flatMap((change) => differenceWords(change, words))
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}
