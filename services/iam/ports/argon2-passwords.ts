// argon2id (RFC 9106). A hash takes 19 MiB and tens of milliseconds of a core on purpose, so as many run at once as there
// are cores and the rest wait in line: more at once would only make each slower and the memory run out.

import { hash, parseOptions, verify } from '@node-rs/argon2';
import { lane } from '#kernel/lane';
import type { Passwords } from './passwords.ts';

export interface Argon2Options {
  memoryKib: number;
  passes: number;
  /** Hashes at once; the number of cores unless told. */
  concurrency?: number | undefined;
  maxWaiting: number;
}

/** Keeps passwords as argon2id hashes with these parameters and one lane (p=1). */
export function argon2Passwords({ memoryKib, passes, concurrency, maxWaiting }: Argon2Options): Passwords {
  const inTurn = lane({ width: concurrency ?? navigator.hardwareConcurrency, maxWaiting });
  const parameters = { memoryCost: memoryKib, timeCost: passes, parallelism: 1 };
  const nobody = hashOfNobody(memoryKib, passes);
  return {
    hash: password => inTurn(() => hash(password, parameters)),
    verify: (known, password) => inTurn(() => verify(known ?? nobody, password)),
    isOutdated(known) {
      const { memoryCost, timeCost, parallelism } = parseOptions(known);
      return memoryCost !== memoryKib || timeCost !== passes || parallelism !== 1;
    },
  };
}

/** Well-formed, with the given parameters and the hash of nothing: to verify against it is the work of a real one. */
export const hashOfNobody = (memoryKib: number, passes: number): string =>
  `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
