// What somebody may ask before being signed in: to have an account, to sign in, to get back in.

import { z } from 'zod';
import { endpoint, Id, Nothing, type RateLimit, Timestamp } from '#kernel/contract';
import {
  Email,
  LinkToken,
  Locale,
  Name,
  Password,
  RoleName,
  refreshCookie,
  ScopeName,
  SecondFactorCode,
  SignIn,
  Tokens,
  Zone,
} from './wire.ts';

// Guessing is limited per address here and per account in the operations; both fail closed.
const perAddress: RateLimit = { per: 'ip', capacity: 30, perMinute: 30, whenDown: 'refuse' };
/** Each sends a mail. */
const mailsPerAddress: RateLimit = { per: 'ip', capacity: 20, perMinute: 10, whenDown: 'refuse' };

const ProviderName = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const register = endpoint({
  method: 'POST',
  path: '/v1/registrations',
  summary: 'Register with e-mail and password',
  description: 'The reply is the same whether or not the address has an account; a link is sent to it either way.',
  access: 'public',
  limit: mailsPerAddress,
  idempotent: true,
  creates: true,
  input: z.strictObject({
    email: Email,
    password: Password,
    name: Name,
    locale: Locale.default('en'),
    zone: Zone.default('UTC'),
  }),
  output: z.strictObject({ email: z.string() }),
});

export const resendVerification = endpoint({
  method: 'POST',
  path: '/v1/email-verifications',
  summary: 'Send the verification link once more',
  access: 'public',
  limit: mailsPerAddress,
  input: z.strictObject({ email: Email }),
  output: Nothing,
});

export const verifyEmail = endpoint({
  method: 'POST',
  path: '/v1/email-verifications/confirm',
  summary: 'Prove an e-mail address by the link that was sent to it',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({ token: LinkToken }),
  output: z.strictObject({ email: z.string() }),
  errors: ['not_found'],
});

export const login = endpoint({
  method: 'POST',
  path: '/v1/sessions',
  summary: 'Sign in with e-mail and password',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({ email: Email, password: Password }),
  output: SignIn,
  cookie: refreshCookie,
  errors: ['unauthenticated', 'permission_denied', 'overloaded'],
});

export const completeLogin = endpoint({
  method: 'POST',
  path: '/v1/sessions/second-factor',
  summary: 'Answer the challenge of a sign-in with a second factor',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({ challenge: z.string().max(1_000), code: SecondFactorCode }),
  output: SignIn,
  cookie: refreshCookie,
  errors: ['unauthenticated', 'permission_denied'],
});

export const refreshSession = endpoint({
  method: 'POST',
  path: '/v1/sessions/refresh',
  summary: 'Get new tokens for a refresh token',
  description:
    'A refresh token is taken once. For 20 seconds its repetition gets the same successor; after that it ends the session.',
  access: 'public',
  limit: { per: 'ip', capacity: 300, perMinute: 300, whenDown: 'local' },
  input: z.strictObject({ refreshToken: z.string().min(1).max(200) }),
  output: Tokens,
  cookie: refreshCookie,
  errors: ['unauthenticated'],
});

export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/v1/password-resets',
  summary: 'Send a link to choose a new password',
  description: 'The reply is the same whether or not the address has an account.',
  access: 'public',
  limit: mailsPerAddress,
  input: z.strictObject({ email: Email }),
  output: Nothing,
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/v1/password-resets/confirm',
  summary: 'Choose a new password by the link that was sent; ends every session',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({ token: LinkToken, password: Password }),
  output: Nothing,
  errors: ['not_found', 'overloaded'],
});

export const listProviders = endpoint({
  method: 'GET',
  path: '/v1/identity-providers',
  summary: 'The identity providers one can sign in with',
  access: 'public',
  input: z.strictObject({}),
  output: z.strictObject({
    items: z.array(
      z.strictObject({ name: z.string(), kind: z.enum(['oidc', 'firebase']) }).meta({ id: 'IdentityProvider' }),
    ),
  }),
});

export const beginSignIn = endpoint({
  method: 'POST',
  path: '/v1/identity-providers/:provider/sign-ins',
  summary: 'Begin to sign in with an identity provider',
  description:
    'Keep `state` where only this browser or app can read it, then open `url`; the provider answers with a code and the ' +
    'state, which must be the one kept. An app with the provider’s own library passes `nonce` to that instead.',
  access: 'public',
  limit: perAddress,
  creates: true,
  input: z.strictObject({ provider: ProviderName }),
  output: z
    .strictObject({ url: z.string(), state: z.string(), nonce: z.string(), expiresAt: Timestamp })
    .meta({ id: 'BegunSignIn' }),
  errors: ['not_found', 'failed_precondition', 'unavailable'],
});

export const completeSignIn = endpoint({
  method: 'POST',
  path: '/v1/sessions/provider-code',
  summary: 'Sign in with the code an identity provider gave (OpenID Connect, authorization code with PKCE)',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({ state: z.string().min(1).max(200), code: z.string().min(1).max(2_000) }),
  output: SignIn,
  cookie: refreshCookie,
  errors: ['unauthenticated', 'permission_denied', 'failed_precondition', 'unavailable'],
});

export const exchangeIdToken = endpoint({
  method: 'POST',
  path: '/v1/sessions/id-token',
  summary: 'Sign in with an ID token of an identity provider or of Firebase Authentication',
  description:
    'For apps. An OpenID Connect token must carry the nonce of `beginSignIn`, whose `state` is sent along; a Firebase ' +
    'token must be younger than five minutes.',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({
    provider: ProviderName,
    idToken: z.string().min(1).max(10_000),
    state: z.string().min(1).max(200).optional(),
  }),
  output: SignIn,
  cookie: refreshCookie,
  errors: ['not_found', 'unauthenticated', 'permission_denied', 'failed_precondition', 'unavailable'],
});

export const previewInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations/preview',
  summary: 'What an invitation’s link is for',
  access: 'public',
  limit: perAddress,
  input: z.strictObject({ token: LinkToken }),
  output: z
    .strictObject({
      email: z.string(),
      role: RoleName,
      scope: ScopeName,
      needsAccount: z.boolean().meta({ description: 'Accepting takes a name and a password' }),
      expiresAt: Timestamp,
    })
    .meta({ id: 'InvitationPreview' }),
  errors: ['not_found'],
});

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/v1/invitations/accept',
  summary: 'Accept an invitation: makes the account if there is none, and grants the role',
  access: 'public',
  limit: perAddress,
  idempotent: true,
  input: z.strictObject({ token: LinkToken, name: Name.optional(), password: Password.optional() }),
  output: z
    .strictObject({ userId: Id, email: z.string(), role: RoleName, scope: ScopeName, accountCreated: z.boolean() })
    .meta({ id: 'AcceptedInvitation' }),
  errors: ['not_found', 'failed_precondition', 'permission_denied', 'overloaded'],
});
