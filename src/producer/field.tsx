import { type ReactNode, useId } from 'react';
import { errorWords } from './error-words.ts';
import { errorAt, type FieldError } from './field-errors.ts';
import type { ActSubject } from './producer-state.ts';
import { useProducer, useWords } from './producer-context.tsx';

const none: readonly FieldError[] = [];

/** The mistakes that were found when an act was looked over, or sent. */
export function useErrors(subject: ActSubject): readonly FieldError[] {
  return useProducer(({ act }) => (act.kind === 'invalid' && act.subject === subject ? act.errors : none));
}

interface FieldControl {
  readonly id: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
}

/** A label, its control, and what is wrong with it. */
export function Field(props: {
  readonly label: string;
  readonly errors: readonly FieldError[];
  /** Of the field in the document. */
  readonly path: string;
  readonly children: (control: FieldControl) => ReactNode;
}): ReactNode {
  const words = useWords();
  const id = useId();
  const error = errorAt(props.errors, props.path);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(
        error === null ? { id } : { id, 'aria-invalid': true, 'aria-describedby': `${id}-error` },
      )}
      {error !== null && (
        <p id={`${id}-error`} className="field-error">
          {errorWords(error, words)}
        </p>
      )}
    </div>
  );
}
