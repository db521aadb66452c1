// Secrets that browsers keep for their pages. The cookie is read only beside a header that no form and no link can send,
// and browsers send it from no other site, so nobody can be made to use it.

import type { Request } from 'express';
import type { Endpoint } from '../contract.ts';
import { fail } from '../errors.ts';
import type { HeaderList } from './reply.ts';

/** By which a client says that it is a browser. */
export const sessionHeader = 'x-session';

const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict';

const wanted = (endpoint: Endpoint, request: Request) =>
  request.headers[sessionHeader] === 'cookie' ? endpoint.cookie : undefined;

/** The input field that came as a cookie. Raises `unauthenticated` where there is none. */
export function secretOf(endpoint: Endpoint, request: Request): Record<string, string> {
  const cookie = wanted(endpoint, request);
  if (!cookie || !(cookie.field in endpoint.input.shape)) return {};
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim().split('='));
  const value = decoded(pairs.find(([name]) => name === cookie.name)?.[1]);
  if (!value) return fail('unauthenticated', 'This browser has no session; sign in.', { reason: 'session_ended' });
  return { [cookie.field]: value };
}

/** What is not as it was set is none of ours. */
function decoded(value: string | undefined): string | undefined {
  try {
    return value && decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** Moves the secret of an output to a cookie, and gives the rest. */
export function keepSecret(endpoint: Endpoint, request: Request, output: unknown, headers: HeaderList): unknown {
  const cookie = wanted(endpoint, request);
  if (!cookie) return output;
  if (output === undefined) {
    headers.push('set-cookie', `${cookie.name}=; Max-Age=0; ${attributes}`);
    return output;
  }
  const { [cookie.field]: secret, ...rest } = output as Record<string, string>;
  if (secret === undefined) return output;
  const expires = new Date(rest[cookie.until]!).toUTCString();
  headers.push('set-cookie', `${cookie.name}=${encodeURIComponent(secret)}; Expires=${expires}; ${attributes}`);
  return rest;
}
