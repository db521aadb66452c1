import { afterAll, beforeAll, expect, test } from 'vitest';
import { outgoing } from '#kernel/http/outgoing';
import { inTurn, type SmsPort } from '../ports/sms.ts';
import { twilioSms } from '../ports/sms-twilio.ts';
import { vonageSms } from '../ports/sms-vonage.ts';
import { httpFake, type Received } from './providers.ts';

const sms = { messageId: '<1@agora.test>', userId: 'u', to: '+4930123456', text: 'Grüße & mehr' };
const form = ({ body }: Received) => Object.fromEntries(new URLSearchParams(body.toString()));

/** Twilio: basic authentication, 201 with a sid, errors with a code of its dictionary. */
const twilioFake = () =>
  httpFake(request => {
    const expected = `Basic ${Buffer.from('AC1:secret').toString('base64')}`;
    if (request.headers.authorization !== expected)
      return { status: 401, body: { code: 20003, message: 'Authenticate' } };
    if (request.path !== '/2010-04-01/Accounts/AC1/Messages.json') return { status: 404, body: { code: 20404 } };
    const { To, Body, From } = form(request);
    if (!Body || From !== '+15005550006')
      return { status: 400, body: { code: 21602, message: 'Message body is required' } };
    if (To === '+000') return { status: 400, body: { code: 21211, message: `Invalid 'To' Phone Number: ${To}` } };
    return { status: 201, body: { sid: 'SM1', status: 'queued', to: To } };
  });

/** Vonage: key and secret in the form, 200 for everything, a status for each part. */
const vonageFake = () =>
  httpFake(request => {
    const { api_key, api_secret, to } = form(request);
    const part = (status: string, text: string) => ({
      status: 200,
      body: { 'message-count': '1', messages: [{ status, 'error-text': text }] },
    });
    if (request.path !== '/sms/json') return { status: 404, body: 'no' };
    if (api_key !== 'key' || api_secret !== 'secret') return part('4', 'Bad Credentials');
    if (to === '000') return part('7', 'Number barred');
    return { status: 200, body: { 'message-count': '1', messages: [{ status: '0', 'message-id': 'V1', to }] } };
  });

let twilio: Awaited<ReturnType<typeof httpFake>>;
let vonage: Awaited<ReturnType<typeof httpFake>>;

beforeAll(async () => {
  [twilio, vonage] = await Promise.all([twilioFake(), vonageFake()]);
});
afterAll(async () => {
  await Promise.all([twilio.close(), vonage.close()]);
});

const out = outgoing({ allowInsecure: true });
const viaTwilio = (authToken = 'secret', baseUrl = twilio.url) =>
  twilioSms({ baseUrl, accountSid: 'AC1', authToken, from: '+15005550006' }, out);
const viaVonage = (apiSecret = 'secret', baseUrl = vonage.url) =>
  vonageSms({ baseUrl, apiKey: 'key', apiSecret, from: 'Agora' }, out);

const adapters: [string, (secret?: string, url?: string) => SmsPort, () => typeof twilio][] = [
  ['twilio', viaTwilio, () => twilio],
  ['vonage', viaVonage, () => vonage],
];

test.each(adapters)('%s takes a message with every character of it', async (name, port, server) => {
  expect(await port().send(sms)).toMatchObject({ kind: 'sent', provider: name, response: expect.stringMatching(/1/) });
  const sent = form(server().received.at(-1)!);
  expect(sent.Body ?? sent.text).toBe('Grüße & mehr');
  expect(sent.To ?? `+${sent.to}`).toBe('+4930123456');
});

test.each(adapters)('%s says that a number is none', async (_name, port) => {
  expect(await port().send({ ...sms, to: '+000' })).toMatchObject({ kind: 'refused', gone: true });
});

test.each(adapters)('%s with a wrong secret takes nothing, and the number is not to blame', async (_name, port) => {
  const outcome = await port('guess').send(sms);
  expect(outcome.kind).not.toBe('sent');
  expect(outcome).not.toMatchObject({ gone: true });
});

test.each(adapters)('%s that is overloaded, broken or away may be asked later', async (_name, port, server) => {
  const { state } = server();
  const { answer } = state;
  state.answer = () => ({ status: 429, headers: { 'retry-after': '7' }, body: {} });
  expect(await port().send(sms)).toMatchObject({ kind: 'unavailable', retryAfterMs: 7_000 });
  state.answer = () => ({ status: 500, body: '<html>not JSON</html>' });
  expect(await port().send(sms)).toMatchObject({ kind: 'unavailable' });
  state.answer = answer;
  expect(await port('secret', 'http://127.0.0.1:1').send(sms)).toMatchObject({ kind: 'unavailable' });
});

test('a provider over plain HTTP or at a private address is not asked unless allowed', async () => {
  const options = { baseUrl: twilio.url, accountSid: 'AC1', authToken: 'secret', from: '+15005550006' };
  const before = twilio.received.length;
  expect(await twilioSms(options, outgoing()).send(sms)).toMatchObject({ kind: 'refused' });
  expect(twilio.received.length).toBe(before);
});

test('when one provider does not take a message, the next is asked', async () => {
  const away = viaTwilio('secret', 'http://127.0.0.1:1');
  const outcome = await inTurn([away, viaVonage()]).send(sms);
  expect(outcome).toMatchObject({ kind: 'sent', provider: 'vonage' });
  expect(outcome.response).toContain('twilio:');
  expect(await inTurn([viaTwilio('guess'), viaVonage('guess')]).send(sms)).toMatchObject({
    kind: 'refused',
    response: expect.stringContaining('twilio: 401 20003'),
  });
});

test('a number that is none is not tried elsewhere', async () => {
  const before = vonage.received.length;
  const outcome = await inTurn([viaTwilio(), viaVonage()]).send({ ...sms, to: '+000' });
  expect(outcome).toMatchObject({ kind: 'refused', provider: 'twilio', gone: true });
  expect(vonage.received.length).toBe(before);
});
