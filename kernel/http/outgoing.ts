// Requests to addresses outside the platform that people or settings name: HTTPS only, never to a private address, no
// redirects, a few seconds, a bounded reply. The address is checked as the connection is made, so that a name that
// resolves differently the second time gains nothing.

import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, request as send } from 'undici';
import { current } from '../call.ts';
import { CodedError, fail } from '../errors.ts';

export interface OutgoingRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** 1 MB unless told; a longer reply is `unavailable`. */
  maxBytes?: number;
  /** For the whole exchange; 5 s unless told. */
  timeoutMs?: number;
}

export interface OutgoingReply {
  /** Also 3xx: redirects are not followed. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  text(): string;
  /** The body as JSON, undefined where it is none. */
  json(): unknown;
}

export interface Outgoing {
  /** Raises `invalid_argument` for an address that is not allowed, `unavailable` where there is no usable reply. */
  request(url: string, request?: OutgoingRequest): Promise<OutgoingReply>;
}

const defaults = { maxBytes: 1_000_000, timeoutMs: 5_000 };

/** Builds the way out. `allowInsecure` also lets through plain HTTP and private addresses: for tests and closed networks. */
export function outgoing({ allowInsecure = false } = {}): Outgoing {
  const dispatcher = new Agent({
    connections: 16,
    connect: { timeout: defaults.timeoutMs, ...(!allowInsecure && { lookup: publicLookup }) },
  });
  return {
    async request(url, { method = 'GET', headers = {}, body, maxBytes, timeoutMs } = {}) {
      const address = allowedAddress(url, allowInsecure);
      if (current()?.transaction)
        throw new Error(`${address.host} was asked inside a transaction: ask before or after`);
      try {
        const reply = await send(address, {
          dispatcher,
          method,
          headers,
          body: body ?? null,
          signal: AbortSignal.timeout(timeoutMs ?? defaults.timeoutMs),
        });
        const content = await bounded(reply.body, maxBytes ?? defaults.maxBytes);
        return replyOf(reply.statusCode, reply.headers, content);
      } catch (cause) {
        if (cause instanceof CodedError) throw cause;
        if (isRefusal(cause))
          return fail('invalid_argument', `${address.host} is not an address of the internet.`, { cause });
        return fail('unavailable', `${address.host} did not answer as it should; try again.`, { cause });
      }
    },
  };
}

const replyOf = (status: number, headers: OutgoingReply['headers'], body: Buffer): OutgoingReply => ({
  status,
  headers,
  body,
  text: () => body.toString('utf8'),
  json() {
    try {
      return JSON.parse(body.toString('utf8'));
    } catch {
      return undefined;
    }
  },
});

function allowedAddress(text: string, allowInsecure: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : fail('invalid_argument', 'Give a whole address such as https://….');
  if (url.protocol !== 'https:' && !(allowInsecure && url.protocol === 'http:'))
    fail('invalid_argument', `${url.host} must be addressed by https.`);
  if (url.username || url.password) fail('invalid_argument', 'Give an address without a name and password in it.');
  // A literal address is connected to without a lookup.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowInsecure && isIP(host) && !isPublicAddress(host))
    fail('invalid_argument', `${url.host} is not an address of the internet.`);
  return url;
}

/** What is reachable from everywhere, by IANA's registries of special-purpose addresses. */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix, 'ipv4');
// Teredo, documentation and 6to4 lie inside the global 2000::/3 but lead elsewhere.
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** True for an address of the public internet. */
export const isPublicAddress = (address: string): boolean =>
  isIP(address) === 6
    ? globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
    : !special.check(address, 'ipv4');

const refusal = 'EAGORAPRIVATE';

const isRefusal = (error: unknown): boolean => (error as NodeJS.ErrnoException | undefined)?.code === refusal;

/** Resolves a name for a connection; fails if any of its addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(Object.assign(new Error(`${hostname} resolves to a private address`), { code: refusal }), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

async function bounded(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop destroys the stream, so that an endless reply ends here.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) fail('unavailable', `The reply is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
