// A stand-in for a service that is not under test, typed by its contract.

import type { Call } from '../call.ts';
import type { Contract, EndpointSpec, ParsedOf } from '../contract.ts';
import { type Invoke, parseInput } from '../invoke.ts';

export interface Peer<C extends Contract = Contract> {
  contract: C;
  handlers: Record<string, (input: never, call: Call) => Promise<unknown>>;
}

/** A fake of a contract: the endpoints a test needs, as plain functions. */
export const fake = <C extends Contract>(
  contract: C,
  handlers: {
    [K in keyof C['endpoints']]?: C['endpoints'][K] extends EndpointSpec
      ? (input: ParsedOf<C['endpoints'][K]>, call: Call) => Promise<unknown>
      : never;
  },
): Peer<C> => ({ contract, handlers: handlers as Peer['handlers'] });

/** Its endpoints; input and output are checked as those of a real one. */
export const invokesOfPeer = ({ contract, handlers }: Peer): Record<string, Invoke> =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (raw, call) => {
        const endpoint = contract.endpoints[name]!;
        const output = await handler(parseInput(endpoint, raw) as never, call);
        return endpoint.output.parse(output);
      },
    ]),
  );
