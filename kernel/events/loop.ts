// A loop that works while there is work, wakes at once when told, and else polls ever more slowly.

import { setTimeout as sleep } from 'node:timers/promises';

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
  let interrupt = new AbortController();
  let idleMs = minIdleMs;

  async function rest(): Promise<void> {
    if (woken || stopped) return;
    try {
      await sleep(idleMs, undefined, { signal: interrupt.signal });
      idleMs = Math.min(maxIdleMs, idleMs * 2);
    } catch {
      interrupt = new AbortController();
      idleMs = minIdleMs;
    }
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
      interrupt.abort();
    },
    async stop() {
      stopped = true;
      interrupt.abort();
      await running;
    },
  };
}
