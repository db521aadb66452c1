// Requests of whoever is signed in.

import type { Endpoint, InputOf, OutputOf } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { type SendOptions, send } from './send.ts';
import { session } from './session.ts';

/** Asks the API as the person at this browser. A token that no longer fits their account is renewed, once. */
export async function ask<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: Omit<SendOptions, 'token'> = {},
): Promise<OutputOf<E>> {
  const token = await session.token();
  try {
    return await send(endpoint, input, { ...options, token });
  } catch (error) {
    if (!token || !isOutdated(error)) throw error;
    const renewed = await session.renew();
    if (!renewed) throw error;
    return send(endpoint, input, { ...options, token: renewed.token });
  }
}

const isOutdated = (error: unknown): boolean =>
  error instanceof CodedError && ['token_expired', 'token_outdated', 'unauthenticated'].includes(error.code);

/** The way to a file on this host: links carry the platform's public address, which may be another name of it. */
export function fileUrl(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname.startsWith('/api/') ? pathname + search : url;
}
