import { iamService } from '../definition.ts';
import { publishedKeys } from '../signing-keys.ts';

export const getJwks = iamService.operation('getJwks', async ctx => {
  const keys = await publishedKeys(ctx);
  return {
    keys: keys.map(({ kid, public_x }) => ({
      kty: 'OKP' as const,
      crv: 'Ed25519' as const,
      x: public_x,
      kid,
      alg: 'EdDSA' as const,
      use: 'sig' as const,
    })),
  };
});
