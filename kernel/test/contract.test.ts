import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, type EndpointSpec, pathParameters } from '../contract.ts';

const input = z.strictObject({ roomId: z.uuid() });
const spec: EndpointSpec = {
  method: 'GET',
  path: '/v1/rooms/:roomId',
  summary: 'A room',
  access: 'user',
  input,
  output: z.string(),
};

test('an endpoint knows its service and its name', () => {
  expect(contract('rooms', { getRoom: spec }).endpoints.getRoom).toMatchObject({ service: 'rooms', name: 'getRoom' });
  expect(pathParameters('/v1/rooms/:roomId/doors/:doorId')).toEqual(['roomId', 'doorId']);
});

test('a contract that could not be kept is refused when it is loaded', () => {
  const broken = (change: Partial<EndpointSpec>) => () => contract('rooms', { getRoom: { ...spec, ...change } });
  expect(broken({ path: '/v1/rooms/:doorId' })).toThrow('rooms.getRoom: doorId is not in its input');
  expect(broken({ input: z.object({ roomId: z.uuid() }) })).toThrow('rooms.getRoom: take a z.strictObject');
  expect(broken({ method: 'POST', cache: { seconds: 1 } })).toThrow('rooms.getRoom: only a GET can be cached');
});
