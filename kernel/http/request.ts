// From an HTTP request to the raw input of an endpoint: path parameters, the query with its numbers and booleans, the body.

import type { IncomingHttpHeaders } from 'node:http';
import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { type Endpoint, pathParameters } from '../contract.ts';
import { CodedError, fail } from '../errors.ts';
import { secretOf } from './cookie.ts';

export const jsonLimitBytes = 100 * 1024;

const readJson = express.json({ limit: jsonLimitBytes, strict: false, type: () => true });

/** What reads the body of an endpoint's requests, or nothing where it has none. */
export function bodyReader(endpoint: Endpoint): RequestHandler[] {
  if (endpoint.upload) {
    const { types, maxBytes } = endpoint.upload;
    return [expectType(types), express.raw({ limit: maxBytes, type: () => true })];
  }
  if (endpoint.method === 'GET' || endpoint.method === 'DELETE') return [];
  return [expectType(['application/json']), readJson];
}

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const expectType =
  (types: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    const type = mediaType(request);
    if (!hasBody(request.headers) || types.includes(type)) return next();
    next(
      new CodedError('unsupported_media_type', `Send ${types.join(' or ')}, not ${type || 'a body without a type'}.`),
    );
  };

const mediaType = (request: Request): string =>
  (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();

/** What the body reader raises, as coded errors; anything else passes through. */
export function fromBodyReader(error: unknown): unknown {
  const { type, limit, status } = error as { type?: string; limit?: number; status?: number };
  switch (type) {
    case 'entity.too.large':
      return new CodedError('payload_too_large', `Send at most ${Math.floor((limit ?? 0) / 1024)} kB.`);
    case 'entity.parse.failed':
      return new CodedError('malformed_json', 'Send a JSON object; this could not be read as JSON.');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new CodedError('unsupported_media_type', 'Send UTF-8, plain or with gzip, deflate or br.');
    case 'request.size.invalid':
    case 'request.aborted':
      return new CodedError('invalid_argument', 'The body ended before its announced length.');
    default:
      if (error instanceof URIError) return new CodedError('invalid_argument', 'The address is not valid.');
      // Such as bytes that are no gzip although they are said to be.
      return status === 400 ? new CodedError('invalid_argument', 'The body could not be read as it was sent.') : error;
  }
}

type Coerce = (value: unknown) => unknown;

const toNumber: Coerce = value => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
const toBoolean: Coerce = value => (value === 'true' ? true : value === 'false' ? false : value);

/** How text of a query or a path becomes the value a field's schema takes. */
function coercion(schema: z.ZodType): Coerce {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return coercion(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodNumber) return toNumber;
  if (schema instanceof z.ZodBoolean) return toBoolean;
  if (schema instanceof z.ZodArray) {
    const item = coercion(schema.element as z.ZodType);
    return value => [value].flat().map(item);
  }
  return value => value;
}

/** Builds the function that reads an endpoint's raw input from a request. */
export function inputReader(endpoint: Endpoint): (request: Request) => Record<string, unknown> {
  const inPath = pathParameters(endpoint.path);
  const coercions = new Map(
    Object.entries(endpoint.input.shape).map(([field, schema]) => [field, coercion(schema as z.ZodType)]),
  );
  const fromQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE' || endpoint.upload !== undefined;
  const inHeaders = Object.entries(endpoint.headers ?? {});

  const coerced = (texts: object): Record<string, unknown> => {
    const fields: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(texts)) fields[field] = (coercions.get(field) ?? String)(value);
    return fields;
  };

  const queryOf = (request: Request): Record<string, unknown> =>
    request.url.includes('?') ? coerced(request.query) : {};

  const bodyOf = (request: Request): Record<string, unknown> => {
    const body: unknown = request.body === undefined ? {} : request.body;
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return fail('invalid_argument', 'The body must be a JSON object.');
    return body as Record<string, unknown>;
  };

  return request => {
    const given = fromQuery ? queryOf(request) : bodyOf(request);
    const twice = inPath.find(parameter => parameter in given);
    if (twice !== undefined) fail('invalid_argument', `${twice}: it is given by the address already.`);
    const fromHeaders: Record<string, unknown> = {};
    for (const [field, header] of inHeaders) {
      if (field in given) fail('invalid_argument', `${field}: send it as the header ${header}.`);
      const value = request.headers[header];
      if (value !== undefined) fromHeaders[field] = value;
    }
    const content = endpoint.upload && {
      content: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
      contentType: mediaType(request),
    };
    const version = ifMatch(request, endpoint);
    return {
      ...secretOf(endpoint, request),
      ...given,
      ...coerced(request.params),
      ...fromHeaders,
      ...content,
      ...version,
    };
  };
}

/** `If-Match: "7"`, or a whole ETag, is the `expectedVersion` of an endpoint that takes one. */
function ifMatch(request: Request, endpoint: Endpoint): { expectedVersion: number } | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || !('expectedVersion' in endpoint.input.shape)) return undefined;
  const version = /^"(\d+)(\.[\w-]+)?"$/.exec(header)?.[1];
  return {
    expectedVersion: version === undefined ? fail('version_mismatch', 'If-Match takes an ETag.') : Number(version),
  };
}
