// Who is signed in here. The access token lives in this module's memory and nowhere else; the refresh token in a cookie
// that no script can read. All tabs share the cookie, so they take turns at renewing it, and tell each other of a sign-in
// or a sign-out.

import type { OutputOf } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { iam } from '#services/iam/contract';
import { send } from './send.ts';
import { type Access, readAccess } from './token.ts';

const { refreshSession, logout, login } = iam.endpoints;

/** Why somebody who was signed in no longer is. */
export type Ending = 'signed_out' | 'ended_elsewhere' | 'signed_out_elsewhere';

export type SessionState =
  | { status: 'in'; access: Access }
  | { status: 'out'; ending: Ending | null }
  /** The server could not be asked; whoever had a session may still have it. */
  | { status: 'unreachable' };

/** Says that there may be a cookie, so that a first visit asks for nothing. */
const hint = 'agora.session';
/** A token this close to its end is renewed before it is used. */
const marginMs = 30_000;

let state: SessionState = { status: 'out', ending: null };
const listeners = new Set<() => void>();
const otherTabs = new BroadcastChannel('agora-session');
let renewing: Promise<Access | null> | null = null;

function become(next: SessionState): void {
  state = next;
  if (next.status === 'in') localStorage.setItem(hint, 'yes');
  if (next.status === 'out') localStorage.removeItem(hint);
  for (const listener of listeners) listener();
}

const endingOf = (of: SessionState): Ending | null => (of.status === 'out' ? of.ending : null);

type Opened = Pick<Extract<OutputOf<typeof login>, { status: 'signed_in' }>, 'accessToken' | 'accessExpiresAt'>;

/** One tab at a time, where the browser can say so; where it cannot, the server's grace for repetitions helps. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('agora-session', work) as Promise<T>) : work();

async function renewNow(): Promise<Access | null> {
  const before = state;
  try {
    // The body is the cookie's: see `cookie` in the contract.
    const tokens = await send(refreshSession, {} as never);
    const access = readAccess(tokens.accessToken, tokens.accessExpiresAt);
    // Signed out while the reply was on its way.
    if (before.status === 'in' && state.status === 'out') return null;
    // In another tab somebody else has signed in meanwhile: nothing of the page is theirs.
    if (before.status === 'in' && before.access.userId !== access.userId) location.reload();
    if (before.status === 'in') state = { status: 'in', access };
    else become({ status: 'in', access });
    return access;
  } catch (error) {
    if (error instanceof CodedError && (error.code === 'unauthenticated' || error.code === 'invalid_argument')) {
      become({ status: 'out', ending: state.status === 'in' ? 'ended_elsewhere' : endingOf(state) });
      return null;
    }
    if (before.status !== 'in') become({ status: 'unreachable' });
    throw error;
  }
}

/** Renews the tokens; several callers share one request. Gives null where the session is over. */
function renew(): Promise<Access | null> {
  renewing ??= inTurn(renewNow).finally(() => {
    renewing = null;
  });
  return renewing;
}

otherTabs.onmessage = ({ data }: MessageEvent<'in' | 'out'>) => {
  if (data === 'out' && state.status === 'in') become({ status: 'out', ending: 'signed_out_elsewhere' });
  if (data === 'in') void renew().catch(() => {});
};

export const session = {
  get state(): SessionState {
    return state;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  /** Takes up the session this browser has, if it has one. Never raises. */
  async begin(): Promise<void> {
    if (localStorage.getItem(hint)) await renew().catch(() => {});
  },
  /** A token that is good for a while, or null where nobody is signed in. */
  async token(): Promise<string | null> {
    if (state.status !== 'in') return null;
    if (state.access.expiresAtMs - Date.now() > marginMs) return state.access.token;
    return (await renew())?.token ?? null;
  },
  renew,
  /** Takes the tokens a sign-in gave. */
  open(tokens: Opened): void {
    become({ status: 'in', access: readAccess(tokens.accessToken, tokens.accessExpiresAt) });
    otherTabs.postMessage('in');
  },
  /** Takes the session that comes in place of this one. Nobody renews meanwhile: by the old cookie it would be over. */
  async replace(work: (token: string | null) => Promise<Opened>): Promise<void> {
    const token = await session.token();
    await inTurn(async () => session.open(await work(token)));
  },
  async signOut(): Promise<void> {
    const token = await session.token().catch(() => null);
    // First, so that the other tabs hear it from here rather than from a socket that closes.
    otherTabs.postMessage('out');
    if (token) await send(logout, {}, { token }).catch(() => {});
    become({ status: 'out', ending: 'signed_out' });
  },
};
