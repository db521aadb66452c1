// One page of several services: all are asked at once, each has its own time, and what does not come is left out.

import { CodedError } from '#kernel/errors';
import type { Log } from '#kernel/telemetry/log';

/** The time a part has; the page is there soon after, whatever hangs. */
const partMs = 800;

type Parts = Record<string, () => Promise<unknown>>;

export interface Composed<P extends Parts> {
  /** What each part gave, null where it failed or was late. */
  parts: { [K in keyof P]: Awaited<ReturnType<P[K]>> | null };
  gaps: (keyof P & string)[];
}

/** Asks for all parts at once. Never raises: a failure is a gap, and is logged. */
export async function compose<P extends Parts>(parts: P, log: Log): Promise<Composed<P>> {
  const gaps: (keyof P & string)[] = [];
  const ask = async ([name, part]: [keyof P & string, P[keyof P]]) => {
    try {
      return [name, await inTime(part())] as const;
    } catch (error) {
      log.warn({ err: error, part: name }, 'a part of a page is missing');
      gaps.push(name);
      return [name, null] as const;
    }
  };
  const answers = await Promise.all((Object.entries(parts) as [keyof P & string, P[keyof P]][]).map(ask));
  return { parts: Object.fromEntries(answers) as Composed<P>['parts'], gaps };
}

async function inTime<T>(part: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CodedError('deadline_exceeded', 'The part took too long.')), partMs);
  });
  try {
    return await Promise.race([part, late]);
  } finally {
    clearTimeout(timer);
  }
}
