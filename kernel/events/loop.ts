// A loop that works while there is work, wakes at once when told, and else polls ever more slowly.

import { underPressure } from '../pressure.ts';

export interface Loop {
  /** There may be work: look now. */
  wake(): void;
  /** Resolves once the turn under way has ended and none will follow. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** One turn; true if there may be more work at once. */
  turn: () => Promise<boolean>;
  /** The longest wait between two looks. */
  maxIdleMs?: number;
  onError: (error: unknown) => void;
  /** Whether others should go first now: requests, unless a test says otherwise. */
  pressed?: () => boolean;
}

const minIdleMs = 50;
/** How long it waits under pressure for more to do at once. */
const gatherMs = 1_000;
/** How soon it notices that the pressure is over. */
const lookMs = 50;

/** Starts a loop. An error of a turn is reported and the loop goes on, at its idle pace. */
export function startLoop({ turn, maxIdleMs = 2_000, onError, pressed = underPressure }: LoopOptions): Loop {
  let stopped = false;
  let woken = false;
  let idleMs = minIdleMs;
  let endRest = (): void => {};

  /** Waits so long, or until it is stopped, or woken where that ends it. */
  async function wait(ms: number, endsByWake: boolean): Promise<void> {
    const rested = Promise.withResolvers<void>();
    const timer = setTimeout(rested.resolve, ms);
    endRest = () => (endsByWake || stopped) && rested.resolve();
    await rested.promise;
    clearTimeout(timer);
  }

  async function rest(): Promise<void> {
    if (woken || stopped) return;
    await wait(idleMs, true);
    idleMs = woken ? minIdleMs : Math.min(maxIdleMs, idleMs * 2);
  }

  /** Under pressure a loop with little to do gathers some more, and one with much takes half of the time. */
  async function giveWay(tookMs: number): Promise<void> {
    const endMs = performance.now() + (tookMs < gatherMs / 10 ? gatherMs : tookMs);
    while (pressed() && !stopped && performance.now() < endMs) await wait(lookMs, false);
  }

  const running = (async () => {
    while (!stopped) {
      woken = false;
      const beganMs = performance.now();
      const more = await turn().catch(error => {
        onError(error);
        return false;
      });
      const tookMs = performance.now() - beganMs;
      if (more) idleMs = minIdleMs;
      else await rest();
      await giveWay(tookMs);
    }
  })();

  return {
    wake() {
      woken = true;
      endRest();
    },
    async stop() {
      stopped = true;
      endRest();
      await running;
    },
  };
}
