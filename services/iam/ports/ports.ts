// The outside engines of a running iam, built once from its settings.

import { fail } from '#kernel/errors';
import { outgoing } from '#kernel/http/outgoing';
import type { IamCtx } from '../definition.ts';
import { argon2Passwords } from './argon2-passwords.ts';
import { firebaseProvider } from './firebase-provider.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { oidcProvider } from './oidc-provider.ts';
import type { Passwords } from './passwords.ts';

interface Ports {
  passwords: Passwords;
  providers: readonly IdentityProvider[];
}

const built = new WeakMap<IamCtx, Ports>();

/** The engines of a context; the same ones every time. */
export function portsOf(ctx: IamCtx): Ports {
  let ports = built.get(ctx);
  if (!ports) built.set(ctx, (ports = build(ctx.config)));
  return ports;
}

function build(config: IamCtx['config']): Ports {
  const http = outgoing({ allowInsecure: config.allowInsecureIssuers });
  const firebase = config.firebaseProjectId && {
    projectId: config.firebaseProjectId,
    keysUrl: config.firebaseKeysUrl,
  };
  return {
    passwords: argon2Passwords({
      memoryKib: config.argon2MemoryKib,
      passes: config.argon2Passes,
      concurrency: config.hashConcurrency,
      maxWaiting: config.hashQueue,
    }),
    providers: [
      ...config.oidcIssuers.map(issuer => oidcProvider(issuer, http)),
      ...(firebase ? [firebaseProvider(firebase, http)] : []),
    ],
  };
}

/** The provider of that name; raises `not_found`. */
export const providerOf = (ctx: IamCtx, name: string): IdentityProvider =>
  portsOf(ctx).providers.find(provider => provider.name === name) ??
  fail('not_found', 'There is no such identity provider; see /v1/identity-providers.');
