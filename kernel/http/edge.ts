// The public entrance: shed load early, say who asks, limit them, record what happened, and route by the contracts.

import {
  createServer,
  type IncomingHttpHeaders,
  IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from 'node:http';
import { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import cors from 'cors';
import express, { type Express, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { CallFields, User } from '../call.ts';
import type { Contract } from '../contract.ts';
import { CodedError, fail, toProblem } from '../errors.ts';
import type { Invoke } from '../invoke.ts';
import type { RateLimiter } from '../keys/limiter.ts';
import type { AccessVerifier } from '../security/tokens.ts';
import { documentation } from './docs.ts';
import { type Exchange, mountContracts, traceOf, unmatched } from './mount.ts';
import { type HeaderList, sendProblem } from './reply.ts';
import { fromBodyReader } from './request.ts';

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
  /** What a browser sees at an address outside the API: the web app. */
  page?: (request: { path: string; headers: IncomingHttpHeaders }) => PageReply | undefined;
}

export interface PageReply {
  status: 200 | 304;
  headers: Readonly<Record<string, string>>;
  content: Uint8Array;
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
  const headers = standingHeaders(hooks.corsOrigins);
  const cross = crossOrigin(hooks.corsOrigins);
  const shed = shedder(hooks.shed, headers, newId);
  const nothing = unmatched(contracts.map(publicPart), '/api', { newId, headers });
  const mount = {
    newId,
    headers,
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
  const atRoot = mounted.map(each => ({ ...each, contract: wellKnown(each.contract) }));
  // Shed after the cross-origin headers, or a browser elsewhere could not read why it was refused.
  const api = inTurn([cross, shed, mountContracts('/api', mounted), nothing]);
  const rest = inTurn([
    options.pages,
    setHeaders(headers),
    cross,
    // Pages come out of memory: to refuse one would cost as much, and leave somebody with nothing to look at.
    documentation(contracts),
    showPages(hooks.page),
    shed,
    mountContracts('', atRoot),
    nothing,
  ]);
  app.use((request, response, next) => (/^\/api\//i.test(request.url) ? api : rest)(request, response, next));
  app.use(((error, request, response, _next) => {
    sendProblem(fromBodyReader(error), traceOf(request, newId).requestId, response, headers);
  }) as express.ErrorRequestHandler);
  return app;
}

/** Several steps as one, as each layer of Express costs a request about as much as the check of its token. */
const inTurn = (steps: readonly RequestHandler[]): RequestHandler =>
  steps.reduceRight<RequestHandler>(
    (rest, step) => (request, response, next) =>
      void step(request, response, error => (error ? next(error) : rest(request, response, next))),
    (_request, _response, next) => next(),
  );

/** What every response carries. The headers of helmet never differ, so it is asked for them once. */
function standingHeaders(origins: readonly string[]): HeaderList {
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  const directives = { 'img-src': ["'self'", 'data:'], 'upgrade-insecure-requests': null };
  // Pages of the allowed origins may show our pictures.
  const policy = origins.length > 0 ? 'cross-origin' : 'same-origin';
  const options = { contentSecurityPolicy: { directives }, crossOriginResourcePolicy: { policy } } as const;
  helmet(options)(sample.req, sample, () => {});
  return ['vary', 'Origin', ...Object.entries(sample.getHeaders()).flat().map(String)];
}

const setHeaders =
  (headers: HeaderList): RequestHandler =>
  (_request, response, next) => {
    for (let index = 0; index < headers.length; index += 2) response.setHeader(headers[index]!, headers[index + 1]!);
    next();
  };

/** Shows the web app. Without one the page of the API is what somebody who opens the address sees. */
const showPages =
  (page: EdgeHooks['page']): RequestHandler =>
  (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (!page) return request.path === '/' ? response.redirect('/docs') : next();
    const shown = page({ path: request.path, headers: request.headers });
    if (!shown) return next();
    response.writeHead(shown.status, shown.headers).end(request.method === 'HEAD' ? undefined : shown.content);
  };

const exposedHeaders = ['etag', 'retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'];

/** Cross-origin rules; only browsers on another site send an Origin with what they read. */
function crossOrigin(origins: readonly string[]): RequestHandler {
  const answer = cors({ origin: origins.includes('*') ? true : [...origins], maxAge: 600, exposedHeaders });
  return (request, response, next) =>
    request.headers.origin !== undefined || request.method === 'OPTIONS' ? answer(request, response, next) : next();
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
  return async (request: Request, headers: HeaderList): Promise<Partial<CallFields>> => {
    const ip = request.ip ?? 'unknown';
    const token = bearer(request);
    let user: User | undefined;
    let refused: unknown;
    if (token) user = await access.verify(token).catch(error => void (refused = error));
    const perMinute = user ? hooks.perMinute.user : hooks.perMinute.address;
    const bucket = { capacity: perMinute, refillPerSecond: perMinute / 60 };
    const taken = await limiter.take(user?.userId ?? ip, bucket, { whenDown: 'local' });
    // draft-ietf-httpapi-ratelimit-headers
    headers.push('ratelimit-policy', `"default";q=${perMinute};w=60`);
    headers.push('ratelimit', `"default";r=${taken.remaining};t=${Math.ceil(taken.resetMs / 1000)}`);
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
function shedder(
  { maxInFlight, maxLagMs }: EdgeHooks['shed'],
  headers: HeaderList,
  newId: () => string,
): RequestHandler {
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
      return void sendProblem(error, traceOf(request, newId).requestId, response, headers);
    }
    inFlight++;
    response.once('close', () => inFlight--);
    next();
  };
}

/** Where clients connect their sockets: see realtime/sockets.ts. */
export const socketPath = '/api/v1/realtime';

/** What answers an upgrade of one path; registered by the services that keep sockets. */
export type Upgrades = Map<string, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>;

/** The HTTP server of an app, with the entrance for WebSockets: paths nobody registered are refused. */
export function httpServer(app: RequestListener, upgrades: Upgrades = new Map()): Server {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 60_000 }, app);
  server.on('clientError', refuseUnreadable);
  server.on('upgrade', (request, socket, head) => {
    const accept = upgrades.get((request.url ?? '').split('?')[0]!);
    if (accept) return accept(request, socket, head);
    socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  return server;
}

/** What Node's parser refuses before there is a request gets a problem too, and its connection is closed. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = toProblem(
    tooLarge
      ? new CodedError('payload_too_large', 'Address and headers may have 16 kB together.')
      : new CodedError('invalid_argument', 'This is not a request of HTTP/1.1.'),
  );
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${tooLarge ? 'Payload Too Large' : 'Bad Request'}\r\nconnection: close\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
