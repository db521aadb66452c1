// Any issuer of OpenID Connect, found by its discovery document.

import { z } from 'zod';
import { fail } from '#kernel/errors';
import type { Outgoing, OutgoingReply } from '#kernel/http/outgoing';
import { sha256 } from '#kernel/security/digest';
import { durationMs } from '#kernel/time';
import type { Issuer } from '../definition.ts';
import { lifetimes } from '../domain/lifetimes.ts';
import { type IdTokenVerifier, identityOf, idTokenVerifier, refuseToken } from './id-token.ts';
import type { CodeFlow, IdentityProvider } from './identity-provider.ts';

/** OpenID Connect Discovery 1.0, the members used here. */
const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
const TokenReply = z.object({ id_token: z.string().max(20_000) });

/** A token belongs to the sign-in under way, so none can be older than one may take. */
const maxAgeSeconds = durationMs(lifetimes.providerSignIn) / 1000;

interface Found extends z.output<typeof Discovery> {
  verify: IdTokenVerifier;
}

/** The issuer's own description of itself, and the check of its tokens. */
async function discover({ name, issuer }: Issuer, http: Outgoing): Promise<Found> {
  const reply = await http.request(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const parsed = Discovery.safeParse(reply.json());
  // A document that names another issuer would let that one speak for this one (Discovery 1.0, 4.3).
  if (reply.status !== 200 || !parsed.success || parsed.data.issuer !== issuer)
    return fail('unavailable', `${name} does not describe itself as it should; try again later.`, {
      cause: parsed.error ?? new Error(`status ${reply.status}`),
    });
  return { ...parsed.data, verify: idTokenVerifier(parsed.data.jwks_uri, http) };
}

/** Signs people in at one issuer; its description is read at the first use. */
export function oidcProvider(settings: Issuer, http: Outgoing): IdentityProvider {
  const { name, issuer, clientId } = settings;
  let found: Promise<Found> | undefined;

  /** Found once; a failure is not kept. */
  function described(): Promise<Found> {
    found ??= discover(settings, http).catch(error => {
      found = undefined;
      throw error;
    });
    return found;
  }

  return {
    name,
    kind: 'oidc',
    codes: codeFlow(settings, http, described),
    async prove(idToken, { nonce, now }) {
      const { verify } = await described();
      const claims = await verify(idToken, { issuer, audience: clientId, maxTokenAge: maxAgeSeconds }, now);
      if (nonce === null || claims.nonce !== nonce) return refuseToken();
      // A token for several audiences names the one it was issued to (Core 1.0, 3.1.3.7).
      if (Array.isArray(claims.aud) && claims.aud.length > 1 && claims.azp !== clientId) return refuseToken();
      return identityOf(claims);
    },
  };
}

const codeFlow = (
  { name, clientId, clientSecret }: Issuer,
  http: Outgoing,
  described: () => Promise<Found>,
): CodeFlow => ({
  async urlFor({ state, nonce, codeVerifier, redirectUri }) {
    const url = new URL((await described()).authorization_endpoint);
    const parameters = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: sha256(codeVerifier).toString('base64url'),
      code_challenge_method: 'S256',
    };
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    return url.href;
  },
  async redeem(code, { codeVerifier, redirectUri }) {
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: codeVerifier,
    });
    const reply = await http.request((await described()).token_endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(clientSecret && { authorization: basic(clientId, clientSecret) }),
      },
      body: form.toString(),
    });
    return tokenIn(reply, name);
  },
});

/** RFC 6749, 2.3.1: name and secret are form-encoded before they are joined. */
const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;

function tokenIn(reply: OutgoingReply, name: string): string {
  if (reply.status === 400 || reply.status === 401)
    return fail('unauthenticated', `${name} does not take this code; sign in again.`, {
      reason: 'invalid_code',
      cause: new Error(reply.text().slice(0, 500)),
    });
  const parsed = TokenReply.safeParse(reply.json());
  if (reply.status === 200 && parsed.success) return parsed.data.id_token;
  return fail('unavailable', `${name} did not answer as it should; try again.`, {
    cause: parsed.error ?? new Error(`status ${reply.status}`),
  });
}
