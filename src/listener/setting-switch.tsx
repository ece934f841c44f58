import { useId, type ReactNode } from 'react';

/** A setting that is on or off, and a line that says what it does. */
export function SettingSwitch(props: {
  readonly on: boolean;
  readonly label: string;
  readonly hint: string;
  readonly onChange: (on: boolean) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="setting-switch">
      <label>
        <input
          type="checkbox"
          checked={props.on}
          aria-describedby={id}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        {props.label}
      </label>
      <p id={id} className="quiet">
        {props.hint}
      </p>
    </div>
  );
}
