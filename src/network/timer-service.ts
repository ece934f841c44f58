import type { Clock } from './clock.ts';

/** To the worker: set or forget a timer. `id` is the asker's. */
export type TimerOrder =
  | { readonly kind: 'set'; readonly id: number; readonly delayMs: number }
  | { readonly kind: 'clear'; readonly id: number };

/** From the worker: it runs, or a timer is due. */
export type TimerNotice = { readonly kind: 'ready' } | { readonly kind: 'due'; readonly id: number };

/** Keeps timers on behalf of another thread. Says at once that it is ready. */
export function createTimerService(
  clock: Clock,
  notify: (notice: TimerNotice) => void,
): (order: TimerOrder) => void {
  const cancels = new Map<number, () => void>();
  const clear = (id: number) => {
    cancels.get(id)?.();
    cancels.delete(id);
  };
  notify({ kind: 'ready' });
  return (order) => {
    clear(order.id);
    if (order.kind === 'clear') return;
    const onDue = () => {
      cancels.delete(order.id);
      notify({ kind: 'due', id: order.id });
    };
    cancels.set(order.id, clock.setTimer(onDue, order.delayMs));
  };
}
