import { expect, test } from 'vitest';
import { describeConfig, readConfig } from '#kernel/config';
import { iamService } from '../definition.ts';

const schema = iamService.definition.config;
const read = (OIDC_ISSUERS: string) => readConfig('iam', schema, { OIDC_ISSUERS }).oidcIssuers;
const google = { name: 'google', issuer: 'https://accounts.google.com', clientId: 'agora' };

test('identity providers are read from one setting', () => {
  expect(read(JSON.stringify([google]))).toEqual([google]);
  expect(readConfig('iam', schema, {}).oidcIssuers).toEqual([]);
});

test.each([
  ['no JSON', 'https://accounts.google.com'],
  ['no list', '{}'],
  ['no issuer', JSON.stringify([{ name: 'google', clientId: 'agora' }])],
  ['an unknown field', JSON.stringify([{ ...google, secret: 'x' }])],
  ['one name twice', JSON.stringify([google, google])],
  ['the name of Firebase', JSON.stringify([{ ...google, name: 'firebase' }])],
])('%s stops the start with a sentence that names the setting', (_what, text) => {
  expect(() => read(text)).toThrow(/^OIDC_ISSUERS: /);
});

test('the clients’ secrets are masked', () => {
  const env = { OIDC_ISSUERS: JSON.stringify([{ ...google, clientSecret: 'very-secret' }]) };
  expect(JSON.stringify(describeConfig([{ service: 'iam', schema }], env))).not.toContain('very-secret');
});
