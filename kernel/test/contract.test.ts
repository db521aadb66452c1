import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, type EndpointSpec, line, pathParameters, prose } from '../contract.ts';

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
  expect(broken({ method: 'POST', access: 'service', cache: { seconds: 1 } })).not.toThrow();
});

test('a line and prose take what people write, and no control character nor half a surrogate pair', () => {
  const takes = (text: string) => [line(20).safeParse(text).success, prose(20).safeParse(text).success];
  expect(line(20).parse('  Grüße an 東京 🏠 ')).toBe('Grüße an 東京 🏠');
  expect(prose(20).parse('\na\tb\r\nc\n')).toBe('a\tb\r\nc');
  expect(takes('two\nlines')).toEqual([false, true]);
  for (const refused of ['a\0b', 'a\u001bb', 'a\u007fb', 'a\u0085b', 'a\ud800b', 'a\udc00b', ' \n ', 'a'.repeat(21)])
    expect([refused, ...takes(refused)]).toEqual([refused, false, false]);
  expect(line(20, 0).parse('')).toBe('');
  expect(prose(20, 3).safeParse('ab').success).toBe(false);
});
