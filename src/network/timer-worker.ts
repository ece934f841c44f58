import { createThreadClock } from './clock.ts';
import type { TimerOrder } from './timer-service.ts';
import { createTimerService } from './timer-service.ts';

/**
 * The script of the dedicated worker behind worker-clock.ts: timers that a hidden page's throttling does
 * not reach.
 */
const serve = createTimerService(createThreadClock(), (notice) => self.postMessage(notice));
self.addEventListener('message', (event: MessageEvent<TimerOrder>) => serve(event.data));
