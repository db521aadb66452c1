import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, describeConfig, named, platformConfig, readConfig, secret, unknownSettings } from '../config.ts';

const schema = z.strictObject({
  autoCloseDays: z.coerce.number().int().min(1).max(90).default(7),
  smtpUrl: named('SMTP_URL', z.url().optional()),
  apiKey: secret(z.string().min(8)).optional(),
  pin: secret(named('DOOR_PIN', z.string().default('0000'))),
});
const sources = [{ service: 'ticket', schema }];

test('settings come from the service’s variables, from well-known ones, and else from their defaults', () => {
  const env = { AGORA_TICKET_AUTO_CLOSE_DAYS: '14', SMTP_URL: 'smtp://mail', AGORA_TICKET_API_KEY: '' };
  expect(readConfig('ticket', schema, env)).toEqual({ autoCloseDays: 14, smtpUrl: 'smtp://mail', pin: '0000' });
  expect(readConfig('ticket', schema, {})).toEqual({ autoCloseDays: 7, pin: '0000' });
  expect(readConfig(null, platformConfig, { PORT: '0', AGORA_DEMO: 'false' })).toMatchObject({
    port: 0,
    demo: false,
    poolSize: 10,
  });
});

test('every wrong variable is named in a sentence of its own, without its value', () => {
  const env = { AGORA_TICKET_AUTO_CLOSE_DAYS: 'soon', AGORA_TICKET_API_KEY: 'hunter2' };
  let said = '';
  try {
    readConfig('ticket', schema, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    said = (error as Error).message;
  }
  const lines = said.split('\n');
  expect(lines[0]).toMatch(/^AGORA_TICKET_AUTO_CLOSE_DAYS: .*number/);
  expect(lines[1]).toMatch(/^AGORA_TICKET_API_KEY: /);
  expect(said).not.toContain('hunter2');
  expect(() => readConfig(null, platformConfig, { AGORA_SECRET: 'short' })).toThrow(
    'AGORA_SECRET: must have at least 32 characters',
  );
});

test('a list of settings tells each value and its source, and masks secrets wherever the mark was put', () => {
  const env = { SMTP_URL: 'smtp://mail', AGORA_TICKET_API_KEY: 'hunter22', DOOR_PIN: '4711' };
  expect(describeConfig(sources, env)).toEqual([
    { env: 'AGORA_TICKET_AUTO_CLOSE_DAYS', value: '7', source: 'default' },
    { env: 'SMTP_URL', value: 'smtp://mail', source: 'environment' },
    { env: 'AGORA_TICKET_API_KEY', value: '********', source: 'environment' },
    { env: 'DOOR_PIN', value: '********', source: 'environment' },
  ]);
  const [, , unset] = describeConfig(sources, {});
  expect(unset).toEqual({ env: 'AGORA_TICKET_API_KEY', value: '', source: 'unset' });
  const platform = describeConfig([{ service: null, schema: platformConfig }], {
    DATABASE_URL: 'postgres://agora:hunter2@db/agora',
    AGORA_SECRET: 'hunter2'.repeat(6),
    REDIS_URL: 'redis://:hunter2@keys',
    AMQP_URL: 'amqp://agora:hunter2@broker',
  });
  expect(JSON.stringify(platform)).not.toContain('hunter2');
});

test('an unknown AGORA_ variable is reported with the nearest name, unless it is to be ignored', () => {
  const env = { AGORA_TICKET_AUTOCLOSE_DAYS: '3', AGORA_TEST_SPLIT: '1', AGORA_TICKET_API_KEY: 'x', PATH: '/bin' };
  expect(unknownSettings(sources, env, /^AGORA_TEST_/)).toEqual([
    'AGORA_TICKET_AUTOCLOSE_DAYS is not a setting of Agora; did you mean AGORA_TICKET_AUTO_CLOSE_DAYS?',
  ]);
});
