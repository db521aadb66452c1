import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { echo } from '../clients/test/echo-contract.ts';
import { contract, pathParameters } from '../contract.ts';
import { openApi } from '../openapi.ts';
import { notes } from './fixtures/notes/notes.ts';
import { shelf } from './fixtures/shelf/contract.ts';

const document = openApi([notes, shelf, echo]) as {
  paths: Record<string, Record<string, Record<string, never>>>;
  components: { schemas: Record<string, object> };
};
const operation = (method: string, path: string) =>
  document.paths[path]?.[method] as unknown as {
    operationId: string;
    security?: object[];
    parameters?: { name: string; in: string; required: boolean }[];
    requestBody?: { content: Record<string, unknown> };
    responses: Record<string, { description: string }>;
  };

test('the document is valid OpenAPI 3.1, by a validator that is not ours', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('every public endpoint is there under its address, and none that is for services', () => {
  const ids = Object.values(document.paths).flatMap(path => Object.values(path).map(each => each.operationId));
  const offered = [notes, shelf, echo].flatMap(({ service, endpoints }) =>
    Object.entries(endpoints)
      .filter(([, { access }]) => access !== 'service')
      .map(([name]) => `${service}.${name}`),
  );
  expect(ids.toSorted()).toEqual(offered.toSorted());
  expect(operation('get', '/api/v1/echo/{name}/{year}').operationId).toBe('echo.ask');
});

test('path, query, header and body are told apart, and what is required is said', () => {
  const ask = operation('get', '/api/v1/echo/{name}/{year}');
  expect(ask.parameters?.map(({ name, in: place, required }) => [name, place, required])).toEqual([
    ['name', 'path', true],
    ['year', 'path', true],
    ['flag', 'query', true],
    ['ratio', 'query', false],
    ['tags', 'query', false],
    ['counts', 'query', false],
    ['note', 'query', false],
  ]);
  const pay = operation('post', '/api/v1/shelf/payments');
  expect(pay.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: true }]);
  expect(Object.keys(operation('post', '/api/v1/files').requestBody!.content)).toEqual(['image/png']);
});

test('an operation lists what it can answer, with the codes of what can go wrong', () => {
  const { responses, security } = operation('post', '/api/v1/notes');
  expect(Object.keys(responses)).toEqual(['201', '400', '401', '403', '409', '422', '429', '500', '503']);
  expect(responses['409']!.description).toContain('already_exists');
  expect(security).toEqual([{ bearer: [] }]);
  expect(operation('get', '/api/v1/shelf').security).toBeUndefined();
});

test('a named type is defined once and referred to', () => {
  expect(Object.keys(document.components.schemas)).toContain('Note');
  const { responses } = operation('get', '/api/v1/notes/{noteId}');
  expect(responses['200']).toMatchObject({
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
  });
  expect(document.components.schemas.Note).toMatchObject({
    type: 'object',
    required: expect.arrayContaining(['title']),
  });
  for (const [name, schema] of Object.entries(document.components.schemas))
    expect(schema).not.toEqual({ $ref: `#/components/schemas/${name}` });
});

test('two endpoints at one address are refused, whatever their parameters are called', () => {
  const both = (path: `/${string}`, other: `/${string}`) => () =>
    openApi([contractAt('barn', path), contractAt('shed', other)]);
  expect(both('/v1/keys', '/v1/keys')).toThrow('barn.get and shed.get both answer GET /api/v1/keys');
  expect(both('/v1/keys/:keyId', '/v1/keys/:id')).toThrow('both answer');
  expect(both('/v1/keys/:keyId', '/v1/keys')).not.toThrow();
});

test('two wire types of one name are refused, as a reader could not tell which is meant', () => {
  const key = (shape: z.ZodRawShape) => z.strictObject(shape).meta({ id: 'Key' });
  const both = (one: z.ZodType, other: z.ZodType) => () =>
    openApi([contractAt('barn', '/v1/barn', one), contractAt('shed', '/v1/shed', other)]);
  expect(both(key({ teeth: z.int() }), key({ note: z.string() }))).toThrow('two wire types are called Key');
  expect(both(key({ teeth: z.int() }), key({ teeth: z.int() }))).not.toThrow();
});

/** A contract of one endpoint that gives one thing. */
const contractAt = (service: string, path: `/${string}`, output: z.ZodType = z.string()) => {
  const input = z.strictObject(Object.fromEntries(pathParameters(path).map(name => [name, z.string()])));
  return contract(service, { get: { method: 'GET', path, summary: 'One', access: 'public', input, output } });
};
