// A contract is data: what others may call, from which the route, the client, the OpenAPI page, the access matrix and
// the fuzz targets are all derived.

import { z } from 'zod';
import type { AccessRule } from './access.ts';
import type { ErrorCode } from './errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A token bucket: `capacity` requests at once, then `perMinute`. Counted per address, per user, or per value of an
 * input field. `whenDown` says what holds while the shared keys are away. */
export interface RateLimit {
  per: 'ip' | 'user' | { input: string };
  capacity: number;
  perMinute: number;
  whenDown?: 'refuse' | 'local';
}

export interface EndpointSpec<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  method: Method;
  /** `/v1/tickets/:ticketId/photos`; path parameters are fields of `input`. */
  path: `/${string}`;
  summary: string;
  description?: string;
  access: AccessRule;
  /** One flat object: path parameters, then the query (GET, DELETE) or the body. Unknown fields are refused. */
  input: I;
  output: O;
  errors?: readonly ErrorCode[];
  /** Answers 201 rather than 200. */
  creates?: true;
  /** Takes an `Idempotency-Key`: the operation runs one transaction and returns what that returned. One of several steps,
   * such as a checkout, is `handled`: it makes each of its steps repeatable by `call.idempotencyKey` itself. */
  idempotent?: true | 'required' | 'handled';
  limit?: RateLimit;
  /** Keeps the reply to a GET, or to what only services ask, for so long, apart per user unless `shared`. `ctx.uncache`
   * drops those of a tag: the value of the input field that `tag` names, or what `always` says. */
  cache?: { seconds: number; shared?: true; tag?: string | { always: string } };
  /** Writes a row of `audit_log` in the operation's transaction, with these input fields. */
  audit?: readonly string[];
  /** Asks for a session that proved itself in the last ten minutes. */
  fresh?: true;
  /** Takes the raw body as `input.content`; other fields come from the query. */
  upload?: { maxBytes: number; types: readonly string[] };
  /** Input fields that come from request headers, by field: a signature over the body, the secret of a guest's cart. */
  headers?: Readonly<Record<string, string>>;
  /** A secret that a browser keeps for its pages: whoever sends `X-Session: cookie` gives and gets this field by a cookie
   * that no script can read. An endpoint without output takes the cookie away. */
  cookie?: SecretCookie;
  deadlineMs?: number;
}

export interface SecretCookie {
  /** Browsers take a `__Host-` cookie only from its own host, over a connection nobody listens to. */
  name: `__Host-${string}`;
  /** The field of input and output it stands for, and the output field that says how long. */
  field: string;
  until: string;
}

export interface Endpoint<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType>
  extends EndpointSpec<I, O> {
  /** Filled in by `contract`. */
  service: string;
  name: string;
}

export type Endpoints = Record<string, EndpointSpec>;

export interface Contract<E extends Endpoints = Endpoints, N extends string = string> {
  service: N;
  endpoints: { [K in keyof E]: Endpoint<E[K]['input'], E[K]['output']> };
}

/** Declares one endpoint; keeps its types. */
export const endpoint = <I extends z.ZodObject, O extends z.ZodType>(spec: EndpointSpec<I, O>): EndpointSpec<I, O> =>
  spec;

/** Declares what a service offers. Throws at load on a path parameter that is no input field, or a relaxed input. */
export function contract<const N extends string, const E extends Endpoints>(service: N, endpoints: E): Contract<E, N> {
  const named = Object.entries(endpoints).map(([name, spec]) => {
    for (const parameter of pathParameters(spec.path))
      if (!(parameter in spec.input.shape)) throw new Error(`${service}.${name}: ${parameter} is not in its input`);
    for (const field of Object.keys(spec.headers ?? {}))
      if (!(field in spec.input.shape)) throw new Error(`${service}.${name}: ${field} is not in its input`);
    if (spec.input.def.catchall?._zod.def.type !== 'never')
      throw new Error(`${service}.${name}: take a z.strictObject`);
    if (spec.cache && spec.method !== 'GET' && spec.access !== 'service')
      throw new Error(`${service}.${name}: only a GET can be cached, or a question of other services`);
    return [name, { ...spec, service, name }];
  });
  return { service, endpoints: Object.fromEntries(named) as Contract<E, N>['endpoints'] };
}

/** `/v1/tickets/:ticketId` → `['ticketId']` */
export const pathParameters = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(match => match[1]!);

/** What a caller passes and gets, by endpoint. */
export type InputOf<E extends EndpointSpec> = z.input<E['input']>;
export type ParsedOf<E extends EndpointSpec> = z.output<E['input']>;
export type OutputOf<E extends EndpointSpec> = z.output<E['output']>;

/** A reply that is a file or a page rather than JSON; declare it as the output of an endpoint. */
export interface FileReply {
  mime: string;
  content: Uint8Array | string;
  /** Sent as an attachment under this name; shown in place without one. */
  filename?: string;
  cacheSeconds?: number;
  /** An origin that a form of this page may be sent to, besides our own: a provider's checkout. */
  formAction?: string;
}
export const File = z.custom<FileReply>().meta({ id: 'File', description: 'The content itself' });
/** No content: 204. */
export const Nothing = z.void();
/** The raw body of an upload. */
export const Content = z.custom<Uint8Array>(value => value instanceof Uint8Array, 'send the file itself as the body');

// Wire forms used by every service.
export const Id = z.uuid();
/** An instant, of years that can be reckoned with: a day before the year 0 is none that PostgreSQL can read. */
export const Timestamp = z.iso.datetime({ precision: 3 }).regex(/^(19|20|21)\d\d-/, 'must be between 1900 and 2199');
/** One line of text, trimmed, of `min` to `max` characters. Takes no control character (PostgreSQL has no NUL, a list or
 * a subject no line break) and no half of a surrogate pair (jsonb has none). */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[ -~\u{a0}-\u{d7ff}\u{e000}-\u{10ffff}]*$/u, 'must be one line of plain text');
/** Text with tabs and line breaks, and else what `line` takes. */
export const prose = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[\t\n\r -~\u{a0}-\u{d7ff}\u{e000}-\u{10ffff}]*$/u, 'must be plain text');
/** Minor units as a decimal string, so that no amount is ever a float. */
export const Money = z
  .strictObject({ amount: z.string().regex(/^-?\d{1,18}$/), currency: z.string().regex(/^[A-Z]{3}$/) })
  .meta({ id: 'Money', description: 'An amount in minor units, e.g. cents' });
export type Money = z.output<typeof Money>;

/** The input fields of every list. */
export const pageInput = {
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
};
/** The output of every list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
