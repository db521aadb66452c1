// A loop that works while there is work, wakes at once when told, and else polls ever more slowly.

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
}

const minIdleMs = 50;

/** Starts a loop. An error of a turn is reported and the loop goes on, at its idle pace. */
export function startLoop({ turn, maxIdleMs = 2_000, onError }: LoopOptions): Loop {
  let stopped = false;
  let woken = false;
  let idleMs = minIdleMs;
  let endRest = (): void => {};

  async function rest(): Promise<void> {
    if (woken || stopped) return;
    const rested = Promise.withResolvers<void>();
    const timer = setTimeout(rested.resolve, idleMs);
    endRest = rested.resolve;
    await rested.promise;
    clearTimeout(timer);
    idleMs = woken ? minIdleMs : Math.min(maxIdleMs, idleMs * 2);
  }

  const running = (async () => {
    while (!stopped) {
      woken = false;
      const more = await turn().catch(error => {
        onError(error);
        return false;
      });
      if (more) idleMs = minIdleMs;
      else await rest();
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
