import { fail } from '#kernel/errors';
import { iamService } from '../definition.ts';
import { redirectUri, signInWithToken, takeRequest } from '../identities.ts';
import { providerOf } from '../ports/ports.ts';

export const completeSignIn = iamService.operation('completeSignIn', async (ctx, { state, code }, call) => {
  const { provider: name, nonce, codeVerifier } = await takeRequest(ctx, state);
  const provider = providerOf(ctx, name);
  const { codes } = provider;
  if (!codes) return fail('failed_precondition', `${name} gives no codes.`);
  const idToken = await codes.redeem(code, { codeVerifier, redirectUri: redirectUri(ctx, name) });
  return signInWithToken(ctx, call, provider, idToken, nonce);
});
