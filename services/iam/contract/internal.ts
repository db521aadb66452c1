// What the other services ask iam.

import { z } from 'zod';
import { endpoint, Id, Timestamp } from '#kernel/contract';
import { Contact, Locale } from './wire.ts';

export const getJwks = endpoint({
  method: 'GET',
  path: '/.well-known/jwks.json',
  summary: 'The keys that access tokens are signed with (RFC 7517)',
  access: 'public',
  input: z.strictObject({}),
  output: z
    .strictObject({
      keys: z.array(
        z.strictObject({
          kty: z.literal('OKP'),
          crv: z.literal('Ed25519'),
          x: z.string(),
          kid: z.string(),
          alg: z.literal('EdDSA'),
          use: z.literal('sig'),
        }),
      ),
    })
    .meta({ id: 'JwkSet' }),
});

export const getUsers = endpoint({
  method: 'POST',
  path: '/v1/internal/users',
  summary: 'Names and addresses of people; those who are gone are left out',
  access: 'service',
  input: z.strictObject({ userIds: z.array(Id).min(1).max(100) }),
  output: z.strictObject({ items: z.array(Contact) }),
});

export const getMessage = endpoint({
  method: 'POST',
  path: '/v1/internal/messages',
  summary: 'What to write to whom about a verification, a password reset or an invitation, with its one-time link',
  access: 'service',
  input: z.strictObject({ requestId: Id }),
  output: z
    .strictObject({
      kind: z.enum(['verification', 'password_reset', 'invitation']),
      userId: Id.nullable(),
      email: z.string(),
      name: z.string().nullable(),
      locale: Locale,
      url: z.string(),
      expiresAt: Timestamp,
      data: z.record(z.string(), z.string()),
    })
    .meta({ id: 'AccountMessage' }),
  errors: ['not_found'],
});
