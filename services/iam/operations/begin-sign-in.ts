import { fail } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { plus } from '#kernel/time';
import { iamService } from '../definition.ts';
import { lifetimes } from '../domain/lifetimes.ts';
import { redirectUri, verifierPlace } from '../identities.ts';
import { providerOf } from '../ports/ports.ts';

export const beginSignIn = iamService.operation('beginSignIn', async (ctx, input) => {
  const { name, codes } = providerOf(ctx, input.provider);
  if (!codes)
    return fail('failed_precondition', `Sign in with ${name}’s own library, then send its ID token.`, {
      reason: 'id_tokens_only',
    });
  const [state, nonce, codeVerifier] = [ctx.random.token(32), ctx.random.token(32), ctx.random.token(32)];
  const url = await codes.urlFor({ state, nonce, codeVerifier, redirectUri: redirectUri(ctx, name) });
  const expiresAt = plus(ctx.now(), lifetimes.providerSignIn);
  const stateHash = sha256(state);
  await ctx.db.run`
    insert into oauth_requests (state_hash, provider, nonce, code_verifier, expires_at)
    values (${stateHash}, ${name}, ${nonce}, ${ctx.cipher.seal(codeVerifier, verifierPlace(stateHash))}, ${expiresAt})`;
  return { url, state, nonce, expiresAt };
});
