// The OpenAPI 3.1 document, derived from the contracts.

import { z } from 'zod';
import type { AccessRule } from './access.ts';
import { type Contract, type Endpoint, File, Nothing, pathParameters } from './contract.ts';
import { type ErrorCode, errorCodes } from './errors.ts';
import { sessionHeader } from './http/cookie.ts';

type Json = Record<string, unknown>;

/** The named wire types met so far: a type that has defaults takes another form than it gives. */
type Components = Record<'input' | 'output', Json>;

/** One document for the public endpoints of the contracts. Throws if two of them stand at one address. */
export function openApi(contracts: readonly Contract[]): Json {
  requireOwnAddresses(contracts);
  const components: Components = { input: {}, output: {} };
  const paths: Record<string, Json> = {};
  for (const contract of contracts)
    for (const endpoint of Object.values(contract.endpoints)) {
      if (endpoint.access === 'service') continue;
      const path = addressOf(endpoint).replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, components) };
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Agora',
      version: '1',
      description: 'The platform a residential community lives on. Errors are application/problem+json (RFC 9457).',
    },
    servers: [{ url: '/' }],
    tags: contracts.map(({ service }) => ({ name: service })),
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        ...Object.fromEntries(
          Object.entries({ ...components.input, ...components.output }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
        Problem: problem,
      },
    },
  };
}

/** Of two endpoints at one address only the first would ever be asked. */
function requireOwnAddresses(contracts: readonly Contract[]): void {
  const taken = new Map<string, Endpoint>();
  for (const endpoint of contracts.flatMap(({ endpoints }) => Object.values(endpoints))) {
    const address = `${endpoint.method} ${addressOf(endpoint)}`;
    const form = address.replace(/:\w+/g, ':');
    const other = taken.get(form);
    if (other)
      throw new Error(
        `${other.service}.${other.name} and ${endpoint.service}.${endpoint.name} both answer ${address}: move one.`,
      );
    taken.set(form, endpoint);
  }
}

/** Where the gateway serves an endpoint. */
export const addressOf = ({ path }: Pick<Endpoint, 'path'>): string =>
  path.startsWith('/.well-known/') ? path : `/api${path}`;

/** The JSON Schema of a wire type; named schemas move to the components. Throws if another has the name already. */
export function schemaOf(schema: z.ZodType, components: Json, io: 'input' | 'output'): Json {
  const {
    $schema: _,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'ref' }) as Json;
  for (const [name, definition] of Object.entries($defs as Record<string, Json>)) {
    const written = rewriteReferences(definition);
    if (components[name] && JSON.stringify(components[name]) !== JSON.stringify(written))
      throw new Error(`two wire types are called ${name}: give one another id`);
    components[name] = written;
  }
  // What has a name is a reference by now.
  return rewriteReferences(json) as Json;
}

const rewriteReferences = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));

const problem: Json = {
  type: 'object',
  description: 'RFC 9457, with a stable code',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what to do about it' },
    code: { type: 'string', enum: Object.keys(errorCodes) },
    requestId: { type: 'string' },
    reason: { type: 'string' },
    fields: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    details: { type: 'object' },
  },
};

function operation(endpoint: Endpoint, components: Components): Json {
  const inPath = pathParameters(endpoint.path);
  const fromQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE' || endpoint.upload !== undefined;
  const names = Object.keys(endpoint.input.shape).filter(
    name => !['content', 'contentType'].includes(name) || !endpoint.upload,
  );
  const parameters = names
    .filter(name => inPath.includes(name) || fromQuery || endpoint.headers?.[name] !== undefined)
    .map(name => parameter(endpoint, name, inPath, components.input));
  if (endpoint.idempotent)
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: endpoint.idempotent === 'required',
      description: 'A repetition under the same key gets the first reply; another body gets 422.',
      schema: { type: 'string', maxLength: 200 },
    });
  if (endpoint.cookie)
    parameters.push({
      name: sessionHeader,
      in: 'header',
      required: false,
      description: `\`cookie\` from a browser: ${endpoint.cookie.field} comes and goes as the cookie ${endpoint.cookie.name} instead.`,
      schema: { type: 'string', enum: ['cookie'] },
    });
  return {
    operationId: `${endpoint.service}.${endpoint.name}`,
    tags: [endpoint.service],
    summary: endpoint.summary,
    description: [endpoint.description, `Access: ${accessText(endpoint.access)}.`].filter(Boolean).join('\n\n'),
    ...(endpoint.access !== 'public' && { security: [{ bearer: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(endpoint, inPath, fromQuery, components.input),
    responses: { ...success(endpoint, components.output), ...failures(endpoint) },
  };
}

function parameter(endpoint: Endpoint, name: string, inPath: readonly string[], components: Json): Json {
  const schema = endpoint.input.shape[name] as z.ZodType;
  const header = endpoint.headers?.[name];
  const place = inPath.includes(name) ? 'path' : header ? 'header' : 'query';
  return {
    name: header ?? name,
    in: place,
    required: place === 'path' || !schema.safeParse(undefined).success,
    ...(schema.meta()?.description && { description: schema.meta()!.description }),
    schema: schemaOf(schema, components, 'input'),
  };
}

function requestBody(endpoint: Endpoint, inPath: readonly string[], fromQuery: boolean, components: Json): Json {
  if (endpoint.upload) {
    const binary = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } };
    return {
      requestBody: { required: true, content: Object.fromEntries(endpoint.upload.types.map(type => [type, binary])) },
    };
  }
  if (fromQuery) return {};
  const rest = Object.entries(endpoint.input.shape).filter(
    ([name]) => !inPath.includes(name) && endpoint.headers?.[name] === undefined,
  );
  if (rest.length === 0) return {};
  const body = z.strictObject(Object.fromEntries(rest));
  const schema = schemaOf(body, components, 'input');
  return { requestBody: { required: !body.safeParse({}).success, content: { 'application/json': { schema } } } };
}

function success(endpoint: Endpoint, components: Json): Json {
  if (endpoint.output === Nothing) return { 204: { description: 'Done' } };
  if (endpoint.output === File) return { 200: { description: 'The content', content: { '*/*': {} } } };
  const schema = schemaOf(endpoint.output, components, 'output');
  return { [endpoint.creates ? 201 : 200]: { description: 'Done', content: { 'application/json': { schema } } } };
}

/** What every endpoint of its kind can answer, and what this one says beside. */
function failures(endpoint: Endpoint): Json {
  const codes = new Set<ErrorCode>([
    'invalid_argument',
    'rate_limited',
    'internal',
    'unavailable',
    ...(endpoint.errors ?? []),
  ]);
  if (endpoint.access !== 'public') codes.add('unauthenticated');
  if (typeof endpoint.access === 'object') codes.add('permission_denied');
  if (endpoint.fresh) codes.add('fresh_session_required');
  if (endpoint.idempotent) codes.add('idempotency_key_reused').add('request_in_progress');
  const byStatus = Map.groupBy(codes, code => errorCodes[code].status);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries([...byStatus].map(([status, some]) => [status, { description: some.join(', '), content }]));
}

/** The rule in words. */
export function accessText(access: AccessRule): string {
  if (typeof access === 'string')
    return { public: 'anyone', user: 'anyone signed in', service: 'services', row: 'whoever the row belongs to' }[
      access
    ];
  const who = [access.role].flat().join(' or ');
  if (access.of === 'platform') return `${who} of the platform`;
  if (access.of === 'row') return `${who}, where the row belongs`;
  const [kind, field] = Object.entries(access.of)[0]!;
  return `${who} of the ${kind} in \`${field}\``;
}
