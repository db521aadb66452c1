import { fail } from '#kernel/errors';
import { iamService } from '../definition.ts';
import { signInWithToken, takeRequest } from '../identities.ts';
import { providerOf } from '../ports/ports.ts';

export const exchangeIdToken = iamService.operation('exchangeIdToken', async (ctx, input, call) => {
  const provider = providerOf(ctx, input.provider);
  if (provider.kind === 'firebase') return signInWithToken(ctx, call, provider, input.idToken, null);
  if (input.state === undefined)
    return fail('invalid_argument', 'state: send the one of beginSignIn, whose nonce the token carries.');
  const { provider: begunWith, nonce } = await takeRequest(ctx, input.state);
  if (begunWith !== provider.name)
    return fail('unauthenticated', 'This sign-in was begun with another provider; begin again.');
  return signInWithToken(ctx, call, provider, input.idToken, nonce);
});
