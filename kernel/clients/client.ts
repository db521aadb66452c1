// The typed client of a contract: a function per endpoint. Which adapter stands behind it, a function call or HTTP, is
// decided by where the service runs.

import { type Call, type CallFields, current, makeCall } from '../call.ts';
import type { Contract, Endpoint, EndpointSpec, InputOf, OutputOf } from '../contract.ts';
import { newTrace } from '../telemetry/trace.ts';

/** Calls one endpoint; without a call it is made on the calling service's own account. */
export type ClientFunction<E extends EndpointSpec> = (input: InputOf<E>, call?: CallFields) => Promise<OutputOf<E>>;

export type Client<C extends Contract> = {
  [K in keyof C['endpoints']]: C['endpoints'][K] extends EndpointSpec ? ClientFunction<C['endpoints'][K]> : never;
};
export type Clients<U extends Record<string, Contract>> = { [K in keyof U]: Client<U[K]> };

/** Brings one endpoint's input to its operation and its output back, with the call's identity, trace, deadline and key. */
export type Send = (endpoint: Endpoint, input: unknown, call: Call) => Promise<unknown>;

const defaultDeadlineMs = 10_000;

/** Builds a client over a way to send. */
export function clientOf<C extends Contract>(contract: C, caller: string, send: Send): Client<C> {
  const functions = Object.entries(contract.endpoints).map(([name, endpoint]) => [
    name,
    (input: unknown, call?: CallFields) => {
      if (current()?.transaction)
        throw new Error(`${contract.service}.${name} was called inside a transaction: call it before or after`);
      return send(endpoint, input, outgoing(endpoint, caller, call));
    },
  ]);
  return Object.fromEntries(functions);
}

/** The call as the other service sees it: the same person and trace, made by this service, never later than its own. */
function outgoing(endpoint: Endpoint, caller: string, call: CallFields | undefined): Call {
  const now = current()?.call;
  const deadlineMs = performance.now() + (endpoint.deadlineMs ?? defaultDeadlineMs);
  const { user, token, ip, userAgent, idempotencyKey } = call ?? {};
  return makeCall({
    requestId: call?.requestId ?? now?.requestId ?? 'internal',
    traceparent: call?.traceparent ?? now?.traceparent ?? newTrace(),
    deadlineMs: Math.min(call?.deadlineMs ?? now?.deadlineMs ?? Infinity, deadlineMs),
    via: caller,
    ...(user && { user }),
    ...(token && { token }),
    ...(ip && { ip }),
    ...(userAgent && { userAgent }),
    ...(idempotencyKey && { idempotencyKey }),
  });
}

/** A client for each of the contracts a service uses, by the names it gives them. */
export const clientsOf = <U extends Record<string, Contract>>(uses: U, caller: string, send: Send): Clients<U> =>
  Object.fromEntries(
    Object.entries(uses).map(([as, contract]) => [as, clientOf(contract, caller, send)]),
  ) as Clients<U>;
