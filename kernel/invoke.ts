// One request to one operation, the same whether it came by function call or over HTTP:
// parse → access → rate limit → cache → idempotency and audit → handler → reply.

import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { holdsAnywhere, type Scope } from './access.ts';
import { type Call, type Effect, runUnder } from './call.ts';
import type { Endpoint } from './contract.ts';
import { type EffectOptions, hasEffect, withEffect } from './effect.ts';
import { fail } from './errors.ts';
import type { RateLimiter } from './keys/limiter.ts';
import type { Keys } from './keys/port.ts';
import { type Clock, epochMs } from './time.ts';

export type Handle = (input: never, call: Call) => Promise<unknown>;
/** Takes the raw input; gives the output; raises coded errors. */
export type Invoke = (raw: unknown, call: Call) => Promise<unknown>;

export interface InvokeOptions {
  clock: Clock;
  limiter: RateLimiter;
  keys: Keys;
  /** Where the operation's transaction rides; absent where the request is only passed on to its owner. */
  effects?: EffectOptions;
  /** Checks the output against its schema, for the tests: types alone do not see an extra field of a row. */
  checkOutput: boolean;
}

/** Builds the function that serves one endpoint. */
export function invoker(endpoint: Endpoint, handle: Handle, options: InvokeOptions): Invoke {
  const cached = endpoint.cache && options.effects ? replyCache(endpoint, options) : null;
  const run = operationOf(endpoint, handle, options);
  return async (raw, call) => {
    requireSignIn(endpoint, call);
    const input = parseInput(endpoint, raw);
    checkAccess(endpoint, input, call, options.clock);
    if (endpoint.limit && call.via === undefined) await takeFromLimit(endpoint, input, call, options.limiter);
    return cached ? cached(input, call, () => run(input, call)) : run(input, call);
  };
}

type Run = (input: Record<string, unknown>, call: Call) => Promise<unknown>;

/** The operation on parsed input, with its effect where it has one; what an endpoint has is decided once, here. */
function operationOf(endpoint: Endpoint, handle: Handle, { effects, checkOutput }: InvokeOptions): Run {
  if (!effects) return handle as Run;
  const answer = async (input: Record<string, unknown>, call: Call, effect?: Effect): Promise<unknown> => {
    const output = await runUnder(effect ? { call, effect } : { call }, () => handle(input as never, call));
    if (decidesOnRow(endpoint) && !call.decided && call.user)
      throw new Error(`${endpoint.service}.${endpoint.name} answered without deciding on the row: call.require`);
    return output;
  };
  const run: Run = hasEffect(endpoint)
    ? (input, call) => withEffect(endpoint, input, call, effects, effect => answer(input, call, effect))
    : answer;
  return checkOutput ? async (input, call) => checkedOutput(endpoint, await run(input, call)) : run;
}

/** Parses raw input; raises `invalid_argument` with a sentence per field. */
export function parseInput(endpoint: Endpoint, raw: unknown): Record<string, unknown> {
  const parsed = endpoint.input.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const [first] = fields;
  return fail('invalid_argument', first?.path ? `${first.path}: ${first.message}` : (first?.message ?? 'not valid'), {
    fields,
  });
}

function checkedOutput(endpoint: Endpoint, output: unknown): unknown {
  const parsed = (endpoint.output as z.ZodType).safeParse(output);
  if (parsed.success) return output;
  throw new Error(`${endpoint.service}.${endpoint.name} answered against its contract: ${parsed.error.message}`);
}

const decidesOnRow = ({ access }: Endpoint): boolean =>
  access === 'row' || (typeof access === 'object' && access.of === 'row');

const freshMs = 10 * 60_000;

/** Who must be signed in is told so before their input is looked at. */
export function requireSignIn({ access }: Endpoint, call: Call): void {
  if (access !== 'public' && !call.user && call.via === undefined)
    fail('unauthenticated', 'Sign in and send the access token as a Bearer token.');
}

/** Decides by the declared rule; what is left to the row is decided by the operation. */
function checkAccess(endpoint: Endpoint, input: Record<string, unknown>, call: Call, clock: Clock): void {
  const { access } = endpoint;
  if (access === 'public') return;
  if (access === 'service') {
    if (call.via === undefined) fail('permission_denied', 'This is for the services of the platform.');
    return;
  }
  // A service on its own account may do what any person may.
  if (!call.user) return;
  const { grants, authenticatedAt } = call.user;
  if (typeof access === 'object') {
    const scope = scopeOf(access.of, input);
    const allowed = scope === null ? holdsAnywhere(grants, access.role) : call.can(access.role, scope);
    if (!allowed) fail('permission_denied', `This takes the role ${[access.role].flat().join(' or ')} there.`);
  }
  if (endpoint.fresh && clock.epochMs() - epochMs(authenticatedAt) > freshMs)
    fail('fresh_session_required', 'Confirm your password, then send this again.');
}

type ScopeRule = Extract<Endpoint['access'], { of: unknown }>['of'];

function scopeOf(of: ScopeRule, input: Record<string, unknown>): Scope | null {
  if (of === 'platform') return 'platform';
  if (of === 'row') return null;
  const [kind, field] = Object.entries(of)[0]!;
  return { [kind]: String(input[field]) };
}

async function takeFromLimit(
  endpoint: Endpoint,
  input: Record<string, unknown>,
  call: Call,
  limiter: RateLimiter,
): Promise<void> {
  const { per, capacity, perMinute, whenDown = 'local' } = endpoint.limit!;
  const who =
    per === 'ip' ? call.ip : per === 'user' ? (call.user?.userId ?? call.ip) : String(input[per.input]).toLowerCase();
  const name = `${endpoint.name}:${who}`;
  const taken = await limiter.take(name, { capacity, refillPerSecond: perMinute / 60 }, { whenDown });
  if (taken.allowed) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(taken.retryAfterMs / 1000));
  fail('rate_limited', `Wait ${retryAfterSeconds} s before you try again.`, { retryAfterSeconds });
}

/** Keeps replies in this process; a tag's version in the shared keys makes those of every process outdated at once. */
function replyCache(endpoint: Endpoint, { keys, clock }: InvokeOptions) {
  const { seconds, shared, tag } = endpoint.cache!;
  const replies = new LRUCache<string, { output: unknown; untilMs: number }>({ max: 1_000 });
  return async (input: Record<string, unknown>, call: Call, run: () => Promise<unknown>): Promise<unknown> => {
    const marked = typeof tag === 'object' ? tag.always : tag && input[tag];
    const version = tag ? await keys.get(`cache:${String(marked)}`).catch(() => null) : null;
    const key = `${version}|${shared ? '' : (call.user?.userId ?? call.via)}|${JSON.stringify(input)}`;
    const found = replies.get(key);
    if (found && found.untilMs > clock.epochMs()) return found.output;
    const output = await run();
    replies.set(key, { output, untilMs: clock.epochMs() + seconds * 1000 });
    return output;
  };
}
