import { useId, useState, type ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { useCommands, useSession } from './session-context.tsx';
import { useShortcutHint } from './use-shortcuts.ts';

/** Volume and mute. The state is the element's; only while a hand is on the slider does the slider lead. */
export function VolumeControl(): ReactNode {
  const i18n = useI18n();
  const commands = useCommands();
  const { volume, muted } = useSession((state) => state.output);
  const [held, setHeld] = useState<number | null>(null);
  const id = useId();
  const volumeHint = useShortcutHint('ArrowUp ArrowDown');
  const muteHint = useShortcutHint('m');
  const percent = Math.round((held ?? volume) * 100);
  const letGo = () => setHeld(null);
  return (
    <div className="volume" data-muted={muted}>
      <label htmlFor={id} className="quiet">
        {i18n.t('volume.label')}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={percent}
        aria-valuetext={i18n.t('volume.value', { percent })}
        aria-keyshortcuts={volumeHint}
        style={{ '--volume': percent / 100 }}
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber / 100;
          setHeld(next);
          commands.setVolume(next);
        }}
        onPointerUp={letGo}
        onKeyUp={letGo}
        onBlur={letGo}
      />
      <button
        type="button"
        className="text-button"
        aria-pressed={muted}
        aria-keyshortcuts={muteHint}
        onClick={() => commands.setMuted(!muted)}
      >
        {i18n.t('volume.mute')}
      </button>
    </div>
  );
}
