// A process that does nothing but ask: it shares no event loop with what it measures.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

export interface Load {
  /** A `*` in it stands for a number that is another in each request, so that no reply can be kept for the next. */
  url: string;
  headers: Record<string, string>;
  connections: number;
  seconds: number;
}

export interface Answered {
  perSecond: number;
  /** Milliseconds at the middle of the requests. */
  p50Ms: number;
  /** Milliseconds that 97.5 % of them took at most. */
  p97Ms: number;
  answered: number;
}

export interface Loader {
  /** Asks for so long; throws if any answer was not 200. */
  ask(load: Load): Promise<Answered>;
  close(): void;
}

/** Starts the asking process. */
export function startLoader(): Loader {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  return {
    async ask(load) {
      child.send(load);
      const [answer] = (await once(child, 'message')) as [Answered | { failed: string }];
      if ('failed' in answer) throw new Error(`${load.url}: ${answer.failed}`);
      return answer;
    },
    close: () => child.disconnect(),
  };
}

let asked = 0;

async function answerTo({ url, headers, connections, seconds }: Load): Promise<Answered | { failed: string }> {
  const { pathname, search } = new URL(url);
  const setupRequest = (request: autocannon.Request) => ({
    ...request,
    path: pathname + search.replace('*', `${++asked}`),
  });
  const requests = url.includes('*') && { requests: [{ setupRequest }] };
  const result = await autocannon({ url, headers, connections, duration: seconds, ...requests });
  if (result.errors > 0 || result.non2xx > 0 || result['2xx'] === 0)
    return { failed: `${result.errors} errors, ${result.non2xx} answers that were not 200` };
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p97Ms: result.latency.p97_5,
    answered: result['2xx'],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.on('message', async (load: Load) => process.send!(await answerTo(load)));
