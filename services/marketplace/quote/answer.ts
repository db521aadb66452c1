// What a provider answers to a request it is asked for.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { actsFor } from '../queries/providers.ts';
import { invitedTo, lockRequest, noRequest, type RequestRow } from '../queries/requests.ts';

/** Locks a request that is open for whoever acts for an invited provider; gives it with the listing that is asked for.
 * Raises `not_found`, and `failed_precondition` with `not_open`. */
export async function answering(
  tx: Tx,
  call: Call,
  { requestId, providerId }: { requestId: string; providerId: string },
): Promise<{ request: RequestRow; listingId: string }> {
  const request = await lockRequest(tx, requestId);
  const invited = request ? await invitedTo(tx, requestId) : [];
  const provider = invited.find(({ provider_id }) => provider_id === providerId);
  call.require(provider !== undefined && actsFor(call, provider), noRequest);
  if (request!.state !== 'open')
    fail('failed_precondition', `The request is ${request!.state}: it takes no quotes.`, { reason: 'not_open' });
  return { request: request!, listingId: provider!.listing_id };
}
