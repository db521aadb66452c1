// An identity provider on loopback that signs real tokens: discovery, keys, and a token endpoint that checks PKCE and
// the client's secret as RFC 7636 and RFC 6749 say.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { sha256 } from '#kernel/security/digest';

export interface Claims {
  iss?: string;
  aud?: string | string[];
  sub?: string;
  nonce?: string;
  email?: string;
  email_verified?: boolean | string;
  name?: string;
  auth_time?: number;
  azp?: string;
  /** Seconds from now. */
  expiresIn?: number;
  issuedIn?: number;
}

export interface LocalIssuer {
  url: string;
  keysUrl: string;
  /** What the token endpoint was sent. */
  requests: { form: URLSearchParams; authorization: string | undefined }[];
  /** Signs claims with one of its keys, or with a key nobody knows. */
  sign(claims: Claims, how?: { alg?: 'RS256' | 'ES256'; unknownKey?: boolean }): Promise<string>;
  /** Makes the page of `url` answer with a code that is worth these claims. */
  approve(url: string, claims: Claims): Promise<string>;
  /** Gives a code an answer of its own. */
  answerCode(code: string, status: number, body: string): void;
  /** What the discovery document says beside the truth. */
  misdescribe(changes: Record<string, string>): void;
  close(): void;
}

type SigningAlg = 'RS256' | 'ES256';

export async function localIssuer(options: {
  epochMs: () => number;
  clientId: string;
  issuer?: string;
}): Promise<LocalIssuer> {
  const keys = new Map<SigningAlg, { key: CryptoKey; jwk: JWK }>();
  for (const alg of ['RS256', 'ES256'] as const) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    keys.set(alg, { key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' } });
  }
  const codes = new Map<string, { challenge: string; status: number; body: string }>();
  const requests: LocalIssuer['requests'] = [];
  let changes: Record<string, string> = {};

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    if (request.url === '/keys')
      return void send(200, JSON.stringify({ keys: [...keys.values()].map(({ jwk }) => jwk) }));
    if (request.url === '/.well-known/openid-configuration')
      return void send(
        200,
        JSON.stringify({
          issuer: url,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          jwks_uri: `${url}/keys`,
          ...changes,
        }),
      );
    if (request.url !== '/token') return void send(404, '{}');
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const form = new URLSearchParams(text);
    requests.push({ form, authorization: request.headers.authorization });
    const found = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verified = found && sha256(form.get('code_verifier') ?? '').toString('base64url') === found.challenge;
    if (!found || (found.challenge !== '' && !verified)) return void send(400, '{"error":"invalid_grant"}');
    send(found.status, found.body);
  }

  async function sign(
    claims: Claims,
    { alg = 'RS256', unknownKey = false }: { alg?: SigningAlg; unknownKey?: boolean } = {},
  ) {
    const { expiresIn = 300, issuedIn = 0, ...rest } = claims;
    const now = Math.floor(options.epochMs() / 1000);
    const key = unknownKey ? (await generateKeyPair(alg)).privateKey : keys.get(alg)!.key;
    return new SignJWT({ iss: options.issuer ?? url, aud: options.clientId, ...rest })
      .setProtectedHeader({ alg, kid: alg })
      .setIssuedAt(now + issuedIn)
      .setExpirationTime(now + expiresIn)
      .sign(key);
  }

  return {
    url,
    keysUrl: `${url}/keys`,
    requests,
    sign,
    async approve(page, claims) {
      const asked = new URL(page).searchParams;
      const idToken = await sign({ nonce: asked.get('nonce')!, ...claims });
      const code = `code-${asked.get('state')!.slice(0, 12)}`;
      codes.set(code, {
        challenge: asked.get('code_challenge')!,
        status: 200,
        body: JSON.stringify({ id_token: idToken }),
      });
      return code;
    },
    answerCode: (code, status, body) => void codes.set(code, { challenge: '', status, body }),
    misdescribe: said => void (changes = said),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
