// The same calls by function call and over HTTP: what arrives and what comes back must not tell which it was.

import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { type CallFields, makeCall, runUnder } from '../../call.ts';
import { newTrace } from '../../telemetry/trace.ts';
import { person } from '../../testing/identity.ts';
import { clientOf } from '../client.ts';
import { httpSender } from '../http.ts';
import { echoLanes } from './echo.ts';
import { echo } from './echo-contract.ts';

const lanes = await echoLanes();
afterAll(() => lanes.close());

describe.each(Object.entries(lanes.sends))('by %s', (_name, send) => {
  const client = clientOf(echo, 'asker', send);

  test('numbers, booleans, lists and defaults arrive as they were, in a query as in a body', async () => {
    const full = { name: 'x', year: 2026, flag: false, ratio: 1e-7, tags: ['a', '1', 'true'], counts: [1, -2] };
    const bare = { name: '7', year: -3, flag: true };
    for (const ask of [client.ask, client.tell]) {
      expect(await ask(full)).toEqual(full);
      expect(await ask(bare)).toEqual({ ...bare, ratio: 0.5, tags: [] });
      expect(await ask({ ...bare, tags: ['only one'], note: 'null' })).toMatchObject({
        tags: ['only one'],
        note: 'null',
      });
    }
  });

  test('no character of a path or a query is lost or read as another', async () => {
    const odd = ['a/b', '?&=#', '100 %', '%41', 'ä 漢字 🦉', `"'<>`, '..', ':name', '$&$1', 'a+b', ';,@', '\n\t'];
    for (const name of odd) {
      const said = { name, year: 1, flag: true, note: name, tags: odd.slice(0, 10) };
      expect(await client.ask(said)).toMatchObject(said);
      expect(await client.tell(said)).toMatchObject(said);
    }
  });

  test('a body arrives byte by byte, with the fields that travel in headers beside it', async () => {
    const body = '{ "b":1,\n "a": 2.0 }';
    const sent = { content: Buffer.from(body), contentType: 'application/json' };
    expect(await client.signed({ ...sent, signature: 'f00' })).toEqual({ body, signature: 'f00', note: null });
    expect(await client.signed({ ...sent, note: 'x' })).toEqual({ body, signature: null, note: 'x' });
  });

  test('a coded error is the same one, with its reason, fields, details and time to wait', async () => {
    const extras = {
      reason: 'sold_out',
      fields: [{ path: 'items.0', message: 'is gone' }],
      details: { left: 0 },
      retryAfterSeconds: 7,
    };
    const expected = { name: 'CodedError', code: 'rate_limited', message: 'This is rate_limited.', extras };
    await expect(client.fault({ code: 'rate_limited', extras })).rejects.toMatchObject(expected);
    const plain = { code: 'not_found', message: 'This is not_found.', extras: {} };
    await expect(client.fault({ code: 'not_found' })).rejects.toMatchObject(plain);
  });

  test('input against the contract is refused with a sentence per field', async () => {
    const wrong = client.tell({ name: 'x', year: 1.5, flag: 'yes', more: 1 } as never);
    const error = await wrong.catch(refused => refused);
    expect(error.code).toBe('invalid_argument');
    expect(error.extras.fields.map(({ path }: { path: string }) => path)).toEqual(['year', 'flag', '']);
  });

  test('who calls, for whom and under which trace arrives whole', async () => {
    const user = person(lanes.clock, 'resident@building:b');
    const call: CallFields = {
      ...{ user, token: await lanes.identity.tokenOf(user), via: 'edge', requestId: 'r-1' },
      ...{ traceparent: newTrace(), deadlineMs: Infinity },
      ...{ ip: '192.0.2.9', userAgent: 'Mozilla/5.0 (tests)', idempotencyKey: randomUUID() },
    };
    const who = await client.who({}, call);
    expect(who).toMatchObject({
      ...{ userId: user.userId, via: 'asker', requestId: 'r-1', ip: call.ip, userAgent: call.userAgent },
      key: call.idempotencyKey,
    });
    expect(String(who.traceparent).slice(0, 36)).toBe(call.traceparent.slice(0, 36));
  });

  test('without a call it is made on the service’s own account, under the trace and deadline of its work', async () => {
    const call = makeCall({ requestId: 'r-2', traceparent: newTrace(), deadlineMs: performance.now() + 700 });
    const who = await runUnder({ call }, () => client.who({}));
    expect(who).toMatchObject({ userId: null, via: 'asker', requestId: 'r-2', ip: null, key: null });
    expect(who.remainingMs).toBeLessThanOrEqual(701);
  });

  test('a deadline is passed on, never later than the endpoint’s own', async () => {
    const call = { requestId: 'r', traceparent: newTrace() };
    const until = (inMs: number) => client.who({}, { ...call, deadlineMs: performance.now() + inMs });
    expect((await until(500)).remainingMs).toBeLessThanOrEqual(501);
    const capped = (await until(60_000)).remainingMs as number;
    expect(capped).toBeGreaterThan(1_000);
    expect(capped).toBeLessThanOrEqual(2_001);
  });

  test('a file comes with its type, its name and how long it may be kept', async () => {
    const reply = await client.file({ filename: 'Übergabe "3".pdf' });
    expect({ ...reply, content: [...(reply.content as Uint8Array)] }).toEqual({
      ...{ mime: 'application/octet-stream', filename: 'Übergabe "3".pdf', cacheSeconds: 60 },
      content: [0, 1, 254, 255],
    });
  });

  test('a file is sent as it is, its other fields beside it', async () => {
    const sent = { content: Uint8Array.of(137, 80, 0, 255), contentType: 'image/png', title: 'ä & b' };
    expect(await client.upload(sent)).toEqual({ bytes: [137, 80, 0, 255], contentType: 'image/png', title: 'ä & b' });
  });

  test('what gives nothing gives nothing', async () => {
    expect(await client.rest({ name: 'x' })).toBeUndefined();
  });

  test('nobody is called inside a transaction', async () => {
    const inside = () => runUnder({ transaction: true }, () => client.rest({ name: 'x' }));
    expect(inside).toThrow('echo.rest was called inside a transaction: call it before or after');
  });
});

test('over HTTP an answer that does not come in time is deadline_exceeded, on both sides', async () => {
  const client = clientOf(echo, 'asker', lanes.sends.HTTP);
  const call = { requestId: 'r', traceparent: newTrace(), deadlineMs: performance.now() + 60 };
  await expect(client.sleep({}, call)).rejects.toMatchObject({ code: 'deadline_exceeded' });
  await expect(client.sleep({}, call)).rejects.toMatchObject({ code: 'deadline_exceeded' });
});

test('a service that is not there is unavailable', async () => {
  const sender = httpSender({ tokens: lanes.tokens, urlOf: () => 'http://127.0.0.1:1' });
  const client = clientOf(echo, 'asker', sender.send);
  await expect(client.rest({ name: 'x' })).rejects.toMatchObject({ code: 'unavailable', message: /^echo cannot/ });
  await sender.close();
});

test('a field that travels in a header is refused anywhere else', async () => {
  const headers = {
    'x-agora-service': await lanes.tokens.issue('asker', 'echo', false),
    'content-type': 'application/json',
  };
  const reply = await fetch(`${lanes.url}/v1/echo-signed?signature=f00`, { method: 'POST', headers, body: '{}' });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ detail: 'signature: send it as the header x-signature.' });
});

test('without a service’s token, or with one for another, nobody gets in from the network', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${lanes.url}/v1/files/x`, { headers });
  const foreign = await lanes.tokens.issue('asker', 'other', false);
  for (const headers of [{}, { 'x-agora-service': 'guess' }, { 'x-agora-service': foreign }]) {
    const reply = await ask(headers as Record<string, string>);
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ code: 'unauthenticated' });
  }
  expect((await ask({ 'x-agora-service': await lanes.tokens.issue('asker', 'echo', false) })).status).toBe(200);
});
