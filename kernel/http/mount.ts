// Puts endpoints on an Express router, each with its pipeline:
// identity → deadline → body → input → (access → limit → idempotency → handler, see invoke.ts) → reply.

import { type Request, type RequestHandler, type Response, Router } from 'express';
import { type Call, type CallFields, makeCall } from '../call.ts';
import type { Contract, Endpoint } from '../contract.ts';
import { CodedError, errorCodes } from '../errors.ts';
import { type Invoke, requireSignIn } from '../invoke.ts';
import { countAnswer } from '../pressure.ts';
import { childOf } from '../telemetry/trace.ts';
import { keepSecret } from './cookie.ts';
import { type HeaderList, sendOutput, sendProblem } from './reply.ts';
import { bodyReader, fromBodyReader, inputReader } from './request.ts';

export interface Exchange {
  endpoint: Endpoint;
  call: Call;
  status: number;
  startMs: number;
  endMs: number;
  error?: unknown;
}

export interface MountOptions {
  /** Who asks; may add to the headers of the reply. Raises `unauthenticated`. */
  identify: (request: Request, headers: HeaderList) => Promise<Partial<CallFields>>;
  /** What every reply carries. */
  headers: HeaderList;
  /** Told of every request once it is answered. */
  finished: (exchange: Exchange) => void;
  newId: () => string;
}

const defaultDeadlineMs = 10_000;
const requestIdForm = /^[\w.:-]{1,100}$/;

/** What a contract's endpoints are served by. */
export interface Mounted {
  contract: Contract;
  /** One function for each endpoint. */
  invokes: Record<string, Invoke>;
  options: MountOptions;
}

/** Serves the endpoints of contracts under a prefix. The word after the version, as in `/v1/tickets/:ticketId`, says
 * which few routes a request may mean, so that it need not be matched with those of every service. */
export function mountContracts(prefix: string, mounted: readonly Mounted[]): RequestHandler {
  const routers = new Map<string | undefined, Router>();
  for (const { contract, invokes, options } of mounted)
    for (const [name, endpoint] of Object.entries(contract.endpoints)) {
      const word = wordOf(endpoint.path);
      const router = routers.get(word) ?? Router({ strict: true });
      router[endpoint.method.toLowerCase() as 'get'](prefix + endpoint.path, serve(endpoint, invokes[name]!, options));
      routers.set(word, router);
    }
  return (request, response, next) => {
    const path = request.path.toLowerCase();
    const router = path.startsWith(prefix) && routers.get(wordOf(path.slice(prefix.length)));
    return router ? router(request, response, next) : next();
  };
}

const wordOf = (path: string): string | undefined => path.split('/', 3)[2]?.toLowerCase();

/** The id and trace a request came with, or new ones. */
export function traceOf(request: Request, newId: () => string): Pick<CallFields, 'requestId' | 'traceparent'> {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && requestIdForm.test(given) ? given : newId();
  const traceparent = request.headers.traceparent;
  return { requestId, traceparent: childOf(typeof traceparent === 'string' ? traceparent : undefined) };
}

function serve(endpoint: Endpoint, invoke: Invoke, options: MountOptions): RequestHandler {
  const readInput = inputReader(endpoint);
  const readers = bodyReader(endpoint);
  return async (request, response) => {
    const startMs = performance.timeOrigin + performance.now();
    const trace = traceOf(request, options.newId);
    const headers = [...options.headers, 'x-request-id', trace.requestId];
    const deadlineMs = deadlineOf(endpoint, request);
    let call: Call | undefined;
    const settle = (status: number, error?: unknown) => {
      countAnswer();
      options.finished({
        endpoint,
        call: call ?? unknownCaller({ ...trace, deadlineMs }, request),
        status,
        startMs,
        endMs: performance.timeOrigin + performance.now(),
        ...(error !== undefined && { error }),
      });
    };
    const late = setTimeout(
      () => {
        const error = new CodedError('deadline_exceeded', 'This took too long; try again.');
        if (!response.writableEnded) settle(sendProblem(error, trace.requestId, response, headers), error);
      },
      Math.max(0, deadlineMs - performance.now()),
    );
    try {
      const key = request.headers['idempotency-key'];
      call = makeCall({
        ...trace,
        deadlineMs,
        ...(typeof key === 'string' && { idempotencyKey: key }),
        ...(await options.identify(request, headers)),
      });
      requireSignIn(endpoint, call);
      for (const reader of readers) await through(reader, request, response);
      const output = await invoke(readInput(request), call);
      if (response.writableEnded) return;
      sendOutput(endpoint, keepSecret(endpoint, request, output, headers), request, response, headers);
      settle(response.statusCode);
    } catch (raised) {
      const error = fromBodyReader(raised);
      if (!response.writableEnded) settle(sendProblem(error, trace.requestId, response, headers), error);
    } finally {
      clearTimeout(late);
    }
  };
}

/** The call of a request that ended before anyone knew who asks. */
const unknownCaller = (fields: CallFields, { ip }: Request): Call => makeCall({ ...fields, ...(ip && { ip }) });

/** Runs a body reader as a promise. */
const through = (reader: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void reader(request, response, error => (error ? reject(error) : resolve()));
  });

/** By the process's own clock; a calling service may only shorten it. */
function deadlineOf(endpoint: Endpoint, request: Request): number {
  const ownMs = endpoint.deadlineMs ?? defaultDeadlineMs;
  const givenMs = Number(request.headers['x-agora-deadline']);
  return performance.now() + (givenMs > 0 ? Math.min(ownMs, givenMs) : ownMs);
}

/** Answers what no route took: 405 where the path is known with another method, else 404. */
export function unmatched(
  contracts: readonly Contract[],
  prefix: string,
  { newId, headers }: Pick<MountOptions, 'newId' | 'headers'>,
): RequestHandler {
  const known = contracts.flatMap(({ endpoints }) =>
    Object.values(endpoints).map(({ method, path }) => ({
      method,
      form: new RegExp(`^${prefix}${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
    })),
  );
  return (request, response) => {
    const methods = known.filter(({ form }) => form.test(request.path)).map(({ method }) => method);
    const { requestId } = traceOf(request, newId);
    if (methods.length === 0)
      return void sendProblem(
        new CodedError('not_found', 'See /docs for what there is.'),
        requestId,
        response,
        headers,
      );
    const error = new CodedError('method_not_allowed', `Use ${methods.join(' or ')}.`);
    sendProblem(error, requestId, response, [...headers, 'allow', methods.join(', ')]);
  };
}

/** True for what a log should call an error of ours. */
export const isFault = (status: number): boolean => status >= 500 && status !== errorCodes.overloaded.status;
