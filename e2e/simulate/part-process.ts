import { type PartMessage, type Play, play } from './play.ts';

// One part of a crowd, in a process of its own: see simulateInParts. It ends with the one that has started it.
process.once('disconnect', () => process.exit());
process.once('message', (part: Play) => {
  const tell = (message: PartMessage, then: () => void = () => undefined) => process.send?.(message, then);
  const played = play(part, (second) => tell({ kind: 'second', second }));
  const { user, system } = process.cpuUsage();
  const usage = {
    cpuSeconds: (user + system) / 1e6,
    memoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  tell({ kind: 'played', played, usage }, () => process.disconnect());
});
