import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { refusal, signed } from './signed.ts';

const rotated = generateKeyPairSync('ed25519');

test('the keys are fetched once, and again for an unknown key, but not more often than every ten seconds', async () => {
  const { clock, issued, verify } = signed();
  await Promise.all(Array.from({ length: 20 }, () => verify()));
  expect(issued.fetches).toBe(1);
  issued.keys.push({ kid: 'k2', key: rotated.publicKey });
  const next = { header: { kid: 'k2' }, key: rotated.privateKey };
  await expect(verify(next)).rejects.toMatchObject(refusal('unauthenticated'));
  expect(issued.fetches).toBe(1);
  clock.advance('11s');
  await Promise.all(Array.from({ length: 20 }, () => verify(next)));
  expect(issued.fetches).toBe(2);
  for (let i = 0; i < 20; i++)
    await expect(verify({ header: { kid: `guess${i}` } })).rejects.toMatchObject(refusal('unauthenticated'));
  expect(issued.fetches).toBe(2);
});

test('while the keys cannot be fetched those that are known go on, and the first good fetch is kept', async () => {
  const { clock, issued, verify } = signed();
  issued.away = true;
  await expect(verify()).rejects.toThrow('iam is away');
  issued.away = false;
  await verify();
  issued.away = true;
  clock.advance('11s');
  await expect(verify({ header: { kid: 'k2' } })).rejects.toThrow('iam is away');
  await expect(verify({ header: { kid: 'k2' } })).rejects.toMatchObject(refusal('unauthenticated'));
  await verify();
});
