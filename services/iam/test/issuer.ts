// An identity provider on loopback that signs real tokens: discovery, keys, and a token endpoint that checks PKCE and
// the client's secret as RFC 7636 and RFC 6749 say.

import { createServer, type IncomingMessage } from 'node:http';
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

interface Options {
  epochMs: () => number;
  clientId: string;
  /** What its tokens say, if not its own address. */
  issuer?: string;
}

export async function localIssuer({ epochMs, clientId, issuer }: Options): Promise<LocalIssuer> {
  const keys = await signingKeys();
  const jwks = { keys: [...keys.values()].map(({ jwk }) => jwk) };
  const codes: Codes = new Map();
  const requests: LocalIssuer['requests'] = [];
  let changes: Record<string, string> = {};
  const pages: Record<string, (request: IncomingMessage) => Promise<Page>> = {
    '/keys': async () => [200, JSON.stringify(jwks)],
    '/.well-known/openid-configuration': async () => [200, JSON.stringify({ ...description(url), ...changes })],
    '/token': async request => {
      const form = new URLSearchParams(await bodyOf(request));
      requests.push({ form, authorization: request.headers.authorization });
      return redeem(codes, form);
    },
  };
  const server = createServer(async (request, response) => {
    const [status, body] = (await pages[request.url ?? '']?.(request)) ?? [404, '{}'];
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign: LocalIssuer['sign'] = async (claims, { alg = 'RS256', unknownKey = false } = {}) => {
    const { expiresIn = 300, issuedIn = 0, ...rest } = claims;
    const now = Math.floor(epochMs() / 1000);
    const key = unknownKey ? (await generateKeyPair(alg)).privateKey : keys.get(alg)!.key;
    return new SignJWT({ iss: issuer ?? url, aud: clientId, ...rest })
      .setProtectedHeader({ alg, kid: alg })
      .setIssuedAt(now + issuedIn)
      .setExpirationTime(now + expiresIn)
      .sign(key);
  };

  return {
    url,
    keysUrl: `${url}/keys`,
    requests,
    sign,
    async approve(page, claims) {
      const asked = new URL(page).searchParams;
      const body = JSON.stringify({ id_token: await sign({ nonce: asked.get('nonce')!, ...claims }) });
      const code = `code-${asked.get('state')!.slice(0, 12)}`;
      codes.set(code, { challenge: asked.get('code_challenge')!, page: [200, body] });
      return code;
    },
    answerCode: (code, status, body) => void codes.set(code, { challenge: null, page: [status, body] }),
    misdescribe: said => void (changes = said),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Page = [status: number, body: string];
/** A challenge of null takes any verifier. */
type Codes = Map<string, { challenge: string | null; page: Page }>;

async function signingKeys(): Promise<Map<SigningAlg, { key: CryptoKey; jwk: JWK }>> {
  const keys = new Map<SigningAlg, { key: CryptoKey; jwk: JWK }>();
  for (const alg of ['RS256', 'ES256'] as const) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    keys.set(alg, { key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' } });
  }
  return keys;
}

const description = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/keys`,
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** A code counts once, and only with the verifier whose hash came with the sign-in. */
function redeem(codes: Codes, form: URLSearchParams): Page {
  const code = form.get('code') ?? '';
  const found = codes.get(code);
  codes.delete(code);
  const hash = sha256(form.get('code_verifier') ?? '').toString('base64url');
  return found && (found.challenge === null || found.challenge === hash)
    ? found.page
    : [400, '{"error":"invalid_grant"}'];
}
