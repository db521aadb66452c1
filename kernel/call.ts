// A call is what travels with a request: who asks, until when, under which trace and idempotency key.

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Grant, holds, type Role, type Scope } from './access.ts';
import { fail } from './errors.ts';
import type { Tx } from './sql/database.ts';
import type { Instant } from './time.ts';

export interface User {
  userId: string;
  sessionId: string;
  grants: readonly Grant[];
  /** When the session last proved itself by password or second factor. */
  authenticatedAt: Instant;
}

export interface CallFields {
  user?: User;
  /** The user's own access token, passed on to the next service. */
  token?: string;
  /** The service that calls, if it is not a person's request. */
  via?: string;
  requestId: string;
  traceparent: string;
  /** Milliseconds since the epoch, of the process's own steady clock. */
  deadlineMs: number;
  idempotencyKey?: string;
  ip?: string;
  userAgent?: string;
}

export interface Call extends CallFields {
  /** The signed-in user's id; raises `unauthenticated` without one. */
  readonly userId: string;
  /** True if the caller holds one of the roles in the scope; always true for a service on its own account. */
  can(role: Role | readonly Role[], scope: Scope): boolean;
  /** Decides on the row that was found: raises `not_found` with the message unless allowed, so that rows of others
   * are not even hinted at. An endpoint whose access is of the `row` must call it. */
  require(allowed: boolean, message: string): void;
  /** Whether `require` was called. */
  readonly decided: boolean;
  /** The building in which the caller turned out to act as one of those who look after it. */
  readonly caresFor: string | null;
}

/** What they do in a building its managers can read: see audit.ts. */
const caretakers = ['manager', 'support'] as const satisfies readonly Role[];

/** What every call can do. It is a prototype since accessors of its own would cost each call a hidden class: 3 µs. */
type Found = { decided: boolean; caresFor: string | null };
const abilities: Omit<Call, keyof CallFields | keyof Found> & ThisType<CallFields & Found> = {
  get userId() {
    return this.user?.userId ?? fail('unauthenticated', 'Sign in and send the access token as a Bearer token.');
  },
  can(role, scope) {
    if (!this.user) return this.via !== undefined;
    const { grants } = this.user;
    if (!holds(grants, role, scope)) return false;
    const asked: readonly Role[] = [role].flat();
    const cares = scope !== 'platform' && scope.building && caretakers.some(each => asked.includes(each));
    if (cares && holds(grants, caretakers, scope)) this.caresFor = scope.building!;
    return true;
  },
  require(allowed, message) {
    this.decided = true;
    if (!allowed) fail('not_found', message);
  },
};

/** Makes a call of its fields. */
export const makeCall = (fields: CallFields): Call =>
  Object.assign(Object.create(abilities), fields, { decided: false, caresFor: null });

/** What the kernel keeps for the code that runs under a call, without passing it by hand. */
export interface Current {
  call?: CallFields;
  /** Set while a transaction is open: nothing may leave the process then. */
  transaction?: true;
  /** What must be written in the operation's one transaction: see effect.ts. */
  effect?: Effect;
}

/** Work that rides on the operation's transaction: an idempotency claim, an audit row. */
export interface Effect {
  /** Whether the operation's transaction was opened; it may open only one. */
  used: boolean;
  /** Runs first in the transaction, and again if it is retried. */
  begin(tx: Tx): Promise<void>;
  /** Runs last, with what the transaction returns. */
  end(tx: Tx, result: unknown): Promise<void>;
}

const storage = new AsyncLocalStorage<Current>();

/** The call this code runs under, if any. */
export const current = (): Current | undefined => storage.getStore();

/** Runs a function under a call. */
export const runUnder = <T>(now: Current, run: () => T): T => storage.run(now, run);

/** Raises `deadline_exceeded` once the current call's deadline has passed. */
export function checkDeadline(): void {
  const deadlineMs = storage.getStore()?.call?.deadlineMs;
  if (deadlineMs !== undefined && performance.now() > deadlineMs)
    fail('deadline_exceeded', 'The deadline of this request has passed; try again.');
}
