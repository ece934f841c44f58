import { type PartMessage, type PartOrder, type Play, play } from './play.ts';

const tell = (message: PartMessage, then: () => void = () => undefined) => process.send?.(message, then);

// One part of a crowd, in a process of its own: see simulateInParts. It ends with the one that has started it.
process.once('disconnect', () => process.exit());

let onFraction: (fraction: number) => void = () => undefined;
process.on('message', (order: PartOrder) => {
  if (order.kind === 'play') void playHere(order.part);
  else onFraction(order.fraction);
});

async function playHere(part: Play): Promise<void> {
  const played = await play(part, {
    judge: (figures) =>
      new Promise<number>((resolve) => {
        onFraction = resolve;
        tell({ kind: 'look', figures });
      }),
    onSecond: (second) => tell({ kind: 'second', second }),
  });
  const { user, system } = process.cpuUsage();
  const usage = {
    cpuSeconds: (user + system) / 1e6,
    memoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  tell({ kind: 'played', played, usage }, () => process.disconnect());
}
