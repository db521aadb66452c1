// The public entrance: shed load early, say who asks, limit them, record what happened, and route by the contracts.

import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import cors from 'cors';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { CallFields, User } from '../call.ts';
import type { Contract } from '../contract.ts';
import { CodedError, fail } from '../errors.ts';
import type { Invoke } from '../invoke.ts';
import type { RateLimiter } from '../keys/limiter.ts';
import type { AccessVerifier } from '../security/tokens.ts';
import { documentation } from './docs.ts';
import { type Exchange, mountContracts, traceOf, unmatched } from './mount.ts';
import { sendProblem } from './reply.ts';

/** What the gateway service decides about the entrance. */
export interface EdgeHooks {
  /** Origins a browser may call from; `*` for all. */
  corsOrigins: readonly string[];
  /** How many proxies stand in front, exactly: the address is read that far from the right. */
  trustedProxies: number;
  /** Requests a minute, with as many at once, for each signed-in user and each address. */
  perMinute: { user: number; address: number };
  /** Beyond either of these a request is refused at once. */
  shed: { maxInFlight: number; maxLagMs: number };
  record: (exchange: Exchange) => void;
}

export interface EdgeOptions {
  hooks: EdgeHooks;
  contracts: readonly Contract[];
  /** By `service.endpoint`: the operation itself, or the way to the process that has it. */
  invokes: Record<string, Record<string, Invoke>>;
  access: AccessVerifier;
  limiter: RateLimiter;
  finished: (exchange: Exchange) => void;
  newId: () => string;
  /** Served at the root, before the API: health, metrics. */
  pages: RequestHandler;
}

/** Builds the entrance; nothing listens yet. */
export function edgeApp(options: EdgeOptions): Express {
  const { hooks, contracts, newId } = options;
  const app = express().disable('x-powered-by').set('etag', false).set('query parser', 'simple');
  app.set('trust proxy', hooks.trustedProxies);
  app.use(unlessApi(options.pages));
  app.use(shedder(hooks.shed, newId));
  app.use(securityHeaders());
  app.use(crossOrigin(hooks.corsOrigins));
  const mount = {
    newId,
    finished: (exchange: Exchange) => {
      options.finished(exchange);
      hooks.record(exchange);
    },
    identify: identifier(options),
  };
  const mounted = contracts.map(publicPart).map(contract => ({
    contract,
    invokes: options.invokes[contract.service]!,
    options: mount,
  }));
  app.use(mountContracts('/api', mounted));
  app.use(
    mountContracts(
      '',
      mounted.map(each => ({ ...each, contract: wellKnown(each.contract) })),
    ),
  );
  app.use(documentation(contracts));
  app.use(unmatched(contracts.map(publicPart), '/api', newId));
  app.use(((error, request, response, _next) => {
    sendProblem(error, traceOf(request, newId).requestId, response);
  }) as express.ErrorRequestHandler);
  return app;
}

/** What cannot concern the API need not be asked about each of its requests. */
const unlessApi =
  (pages: RequestHandler): RequestHandler =>
  (request, response, next) =>
    request.url.startsWith('/api/') ? next() : pages(request, response, next);

/** The headers of helmet are the same for every response, so it is asked for them once. */
function securityHeaders(): RequestHandler {
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  const directives = { 'img-src': ["'self'", 'data:'], 'upgrade-insecure-requests': null };
  helmet({ contentSecurityPolicy: { directives } })(sample.req, sample, () => {});
  const headers = Object.entries(sample.getHeaders()) as [string, string][];
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

const exposedHeaders = ['etag', 'retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'];

/** Cross-origin rules; only browsers on another site send an Origin with what they read. */
function crossOrigin(origins: readonly string[]): RequestHandler {
  const answer = cors({ origin: origins.includes('*') ? true : [...origins], maxAge: 600, exposedHeaders });
  return (request, response, next) => {
    if (request.headers.origin !== undefined || request.method === 'OPTIONS') return answer(request, response, next);
    response.setHeader('vary', 'Origin');
    next();
  };
}

/** Endpoints for services only are not routed from outside. */
const publicPart = (contract: Contract): Contract => only(contract, ({ access }) => access !== 'service');
/** Addresses a standard puts at the root, such as the key set's. */
const wellKnown = (contract: Contract): Contract => only(contract, ({ path }) => path.startsWith('/.well-known/'));

const only = (contract: Contract, keep: (endpoint: Contract['endpoints'][string]) => boolean): Contract => ({
  service: contract.service,
  endpoints: Object.fromEntries(Object.entries(contract.endpoints).filter(([, endpoint]) => keep(endpoint))),
});

/** Reads the token and the address, and takes one request from what they have left this minute. */
function identifier({ access, limiter, hooks }: EdgeOptions) {
  return async (request: Request, response: Response): Promise<Partial<CallFields>> => {
    const ip = request.ip ?? 'unknown';
    const token = bearer(request);
    let user: User | undefined;
    let refused: unknown;
    if (token) user = await access.verify(token).catch(error => void (refused = error));
    const perMinute = user ? hooks.perMinute.user : hooks.perMinute.address;
    const bucket = { capacity: perMinute, refillPerSecond: perMinute / 60 };
    const taken = await limiter.take(user?.userId ?? ip, bucket, { whenDown: 'local' });
    // draft-ietf-httpapi-ratelimit-headers
    response.setHeader('ratelimit-policy', `"default";q=${perMinute};w=60`);
    response.setHeader('ratelimit', `"default";r=${taken.remaining};t=${Math.ceil(taken.resetMs / 1000)}`);
    if (!taken.allowed) {
      const retryAfterSeconds = Math.max(1, Math.ceil(taken.retryAfterMs / 1000));
      fail('rate_limited', `Wait ${retryAfterSeconds} s before you try again.`, { retryAfterSeconds });
    }
    if (refused) throw refused;
    const userAgent = request.headers['user-agent']?.slice(0, 300);
    return { ip, ...(userAgent && { userAgent }), ...(user && token && { user, token }) };
  };
}

export function bearer(request: Request): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  return (
    /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1] ?? fail('unauthenticated', 'Send `Authorization: Bearer <token>`.')
  );
}

/** Refuses at once what could only wait: under 50 ms for a 503 is worth more than ten seconds for a 504. */
function shedder({ maxInFlight, maxLagMs }: EdgeHooks['shed'], newId: () => string): RequestHandler {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  let inFlight = 0;
  let lagMs = 0;
  setInterval(() => {
    lagMs = lag.percentile(50) / 1e6;
    lag.reset();
  }, 500).unref();
  return (request, response, next) => {
    if (inFlight >= maxInFlight || lagMs > maxLagMs) {
      const error = new CodedError('overloaded', 'Try again in a moment.', { retryAfterSeconds: 1 });
      return void sendProblem(error, traceOf(request, newId).requestId, response);
    }
    inFlight++;
    response.once('close', () => inFlight--);
    next();
  };
}

/** What answers an upgrade of one path; registered by the services that keep sockets. */
export type Upgrades = Map<string, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>;

/** The HTTP server of an app, with the entrance for WebSockets: paths nobody registered are refused. */
export function httpServer(app: RequestListener, upgrades: Upgrades = new Map()): Server {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, app);
  server.on('upgrade', (request, socket, head) => {
    const accept = upgrades.get((request.url ?? '').split('?')[0]!);
    if (accept) return accept(request, socket, head);
    socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  return server;
}
