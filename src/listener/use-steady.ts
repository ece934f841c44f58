import { useState } from 'react';
import { steady, type Shown } from './steady.ts';
import { useNow } from './use-now.ts';

/** `value`, held for `holdMs` unless it is about something else than before (`steady`). */
export function useSteady<Value>(value: Value, about: string, holdMs: number): Value {
  const { nowMs } = useNow();
  const [shown, setShown] = useState<Shown<Value> | null>(null);
  const next = steady(shown, value, about, nowMs, holdMs);
  if (next !== shown) setShown(next);
  return next.value;
}
