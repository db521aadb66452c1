// Killing processes at random moments while something goes on.

import type { Random } from '../kernel/security/random.ts';
import type { Topology } from './topologies.ts';

/** The seed of this run. */
export const seed = Number(process.env.AGORA_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Half of the kills of a run: each is made in one process, and in any of three. */
export const kills = Math.ceil(Number(process.env.AGORA_TEST_KILLS ?? 20) / 2);

/** Kills and restarts one part after the other while the work goes on; gives how many times it did, and the result. The
 * work is told by `goOn` whether there are kills to come, and has to last until then. All parts are there for half of the
 * time at least: on a busy machine a start takes long, and of one kill right after the other nobody would learn more
 * than that nothing answers. */
export async function killDuring<T>(
  topology: Topology,
  random: Random,
  work: (goOn: () => boolean) => Promise<T>,
): Promise<{ killed: number; result: T }> {
  let working = true;
  let killed = 0;
  const result = work(() => killed < kills).finally(() => (working = false));
  let startMs = 0;
  for (; killed < kills && working; killed++) {
    await new Promise(resolve => setTimeout(resolve, startMs + 200 + random.int(1_200)));
    const targets = [...topology.parts.keys()];
    const target = targets[random.int(targets.length)]!;
    await topology.parts.get(target)!.kill();
    const killedMs = performance.now();
    await topology.restart(target);
    startMs = performance.now() - killedMs;
  }
  return { killed, result: await result };
}
