import { createThreadClock } from '../../src/network/clock.ts';
import { type PartOrder, type PartReport, startPart } from './part.ts';
import { createUsageMeter } from './usage-meter.ts';

// One part of a fleet, in a process of its own: see startParts. It ends with the one that has started it, which is also
// told of Ctrl+C.
process.on('SIGINT', () => undefined);
process.once('disconnect', () => process.exit());
const clock = createThreadClock();
const tell = (report: PartReport, then: () => void = () => undefined) => process.send?.(report, then);
let end: () => void = () => process.disconnect();

process.on('message', (order: PartOrder) => {
  if (order.kind === 'end') {
    end();
    return;
  }
  const { part } = order;
  const fleet = startPart(part, clock, (sentence) => tell({ kind: 'said', sentence }));
  const usage = createUsageMeter(clock);
  const usageInAll = createUsageMeter(clock, { isSinceFirst: true });
  const tellFigures = (then?: () => void) =>
    tell({ kind: 'figures', everybody: fleet.everybody(), usage: usage(), usageInAll: usageInAll() }, then);
  let cancel = clock.setTimer(again, part.everyMs);
  function again() {
    cancel = clock.setTimer(again, part.everyMs);
    tellFigures();
  }
  end = () => {
    cancel();
    fleet.stop();
    tellFigures(() => process.disconnect());
  };
});
