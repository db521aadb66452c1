// The whole platform in one harness with the demo community in it, for tests that go over every endpoint.

import { decodeJwt } from 'jose';
import pg from 'pg';
import type { User } from '../../kernel/call.ts';
import type { Endpoint } from '../../kernel/contract.ts';
import { addressOf } from '../../kernel/openapi.ts';
import type { RunningService } from '../../kernel/runtime.ts';
import { type AccessClaims, parseGrant } from '../../kernel/security/tokens.ts';
import { seedId } from '../../kernel/seed.ts';
import { agora, type Harness } from '../../kernel/testing/harness.ts';
import { instantAt } from '../../kernel/time.ts';
import booking from '../../services/booking/service.ts';
import building from '../../services/building/service.ts';
import cart from '../../services/cart/service.ts';
import catalog from '../../services/catalog/service.ts';
import chat from '../../services/chat/service.ts';
import community from '../../services/community/service.ts';
import discount from '../../services/discount/service.ts';
import gateway from '../../services/gateway/service.ts';
import iam from '../../services/iam/service.ts';
import marketplace from '../../services/marketplace/service.ts';
import media from '../../services/media/service.ts';
import notification from '../../services/notification/service.ts';
import order from '../../services/order/service.ts';
import payment from '../../services/payment/service.ts';
import profile from '../../services/profile/service.ts';
import shipping from '../../services/shipping/service.ts';
import ticket from '../../services/ticket/service.ts';
import type { Input } from './inputs.ts';

// Named here once more, as the list of targets.ts has lost their types; the test of the OpenAPI page compares the two.
const services = [
  booking,
  building,
  cart,
  catalog,
  chat,
  community,
  discount,
  gateway,
  iam,
  marketplace,
  media,
  notification,
  order,
  payment,
  profile,
  shipping,
  ticket,
] as const;

/** Somebody who is signed in. */
export interface Person extends User {
  token: string;
}

export interface House {
  t: Harness<typeof services>;
  running: readonly RunningService[];
  endpoints: readonly Endpoint[];
  /** Signs a person of the demo community in, e.g. `resident1`. */
  signIn(name: string): Promise<Person>;
  /** One HTTP request as a client would make it of an endpoint's input. */
  request(endpoint: Endpoint, input: unknown, person: Person | null): Promise<Response>;
}

export const demoPassword = 'agora-demo';
export const webhookKey = 'a key for the webhooks of tests';
export const carrierSecret = 'a secret agreed with the carriers of tests';

const config = {
  // Thousands of requests from one address on a busy machine are no attack here; the gateway's own tests limit and shed.
  AGORA_GATEWAY_USER_PER_MINUTE: '1000000',
  AGORA_GATEWAY_ADDRESS_PER_MINUTE: '1000000',
  AGORA_GATEWAY_MAX_LAG_MS: '1000000',
  AGORA_IAM_ARGON2_MEMORY_KIB: '16',
  AGORA_IAM_ARGON2_PASSES: '1',
  AGORA_NOTIFICATION_WEBHOOK_KEY: webhookKey,
  AGORA_SHIPPING_CARRIER_SECRET: carrierSecret,
  AGORA_SHIPPING_CARRIER_CALLBACK_URL: 'http://127.0.0.1:9',
  // Nobody listens there: what the sandbox tells is for the tests of payment.
  AGORA_PAYMENT_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks',
};

/** Opens every service over seeded databases; ids and chance are the same for the same seed. */
export async function openHouse(seed: number): Promise<House> {
  const t = await agora({ services, config, seed });
  const running = services.map(({ definition }) => t.running(definition.contract.service));
  for (const { service, ctx } of running) await service.seed?.(ctx as never);
  await linkIdentities(t);
  await t.settle();
  return {
    t,
    running,
    endpoints: services.flatMap(({ definition }): Endpoint[] => Object.values(definition.contract.endpoints)),
    signIn: name => signIn(t, `${name}@demo.example`),
    request(endpoint, input, person) {
      // Two requests never happen in the same millisecond, so that lists by time have one order.
      t.clock.advance('1ms');
      const { path, ...init } = requestOf(endpoint, input);
      const headers = { ...init.headers, ...(person && { authorization: `Bearer ${person.token}` }) };
      return t.http(path, { ...init, headers });
    },
  };
}

/** No identity provider is at hand here, so two accounts have one linked that nobody ever signed in with. */
async function linkIdentities(t: House['t']): Promise<void> {
  for (const name of ['resident:1', 'admin'])
    await t.db('iam').run`
      insert into oauth_identities (id, user_id, provider, issuer, subject, email, linked_at)
      select ${seedId(`identity of ${name}`)}, id, 'google', 'https://accounts.google.com', email, email, created_at
      from users where id = ${seedId(name)}`;
}

let addresses = 0;

/** Signs in with the demo password, from an address of its own so that no limit is met. */
export async function signIn(t: House['t'], email: string): Promise<Person> {
  const ip = `198.51.100.${++addresses % 250}`;
  const reply = await t.anonymous({ ip }).iam.login({ email, password: demoPassword });
  if (reply.status !== 'signed_in') throw new Error(`${email} has a second factor`);
  return personOf(reply.accessToken);
}

/** The person an access token speaks for. */
export function personOf(token: string): Person {
  const { sub, sid, grants, auth_time } = decodeJwt<AccessClaims>(token);
  const authenticatedAt = instantAt(auth_time * 1000);
  return { userId: sub, sessionId: sid, grants: grants.map(parseGrant), authenticatedAt, token };
}

function requestOf(endpoint: Endpoint, input: unknown) {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const { content, ...rest } = isObject ? (input as Input) : ({} as Input);
  const path = addressOf(endpoint).replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(typeof value === 'string' && value !== '' ? value.toWellFormed() : 'x');
  });
  const headers: Record<string, string> = {};
  for (const [field, header] of Object.entries(endpoint.headers ?? {})) {
    // Whatever a header cannot carry never leaves a client.
    if (rest[field] !== undefined)
      headers[header] = String(rest[field])
        .replace(/[^\x20-\x7e]/g, '?')
        .slice(0, 8_000);
    delete rest[field];
  }
  const fromQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE' || endpoint.upload !== undefined;
  const query = new URLSearchParams();
  if (fromQuery)
    for (const [name, value] of Object.entries(rest))
      for (const item of [value].flat())
        query.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
  const type = endpoint.upload ? endpoint.upload.types[0]! : 'application/json';
  const json = () => JSON.stringify(isObject ? rest : input);
  const body = endpoint.upload ? ((content as string | undefined) ?? samples[type] ?? '') : fromQuery ? null : json();
  const address = `${path}${query.size > 0 ? `?${query}` : ''}`;
  return { path: address, method: endpoint.method, body, headers: { ...headers, 'content-type': type } };
}

/** A small file of each type that is uploaded: the picture has one pixel, and is the smallest JPEG that decodes. */
const samples: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  'image/jpeg': Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
    'base64',
  ),
  'text/csv': 'entrance,floor,label,kind,area,rooms\nZ,1,Z-1,flat,60,2.5\nZ,x,,cellar,,\n',
  'application/json': '[]',
};

/** A number per table that changes when any of its rows does. */
export async function fingerprint({ running }: House): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { service, url } of running)
    for (const [table, sum] of await tableSums(url)) found.set(`${service.name}.${table}`, sum);
  return found;
}

async function tableSums(url: string): Promise<[string, string][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const sums: [string, string][] = [];
  for (const { name } of rows) {
    const sum = `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${name} t`;
    sums.push([name, (await client.query(sum)).rows[0].sum]);
  }
  await client.end();
  return sums;
}
