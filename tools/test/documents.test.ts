import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';

const generated = (name: string) => readFile(new URL(`../../generated/${name}`, import.meta.url), 'utf8');

test('the OpenAPI document is valid 3.1, by a validator that is not ours', async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(await generated('openapi.json')))).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('the AsyncAPI document is valid, by a parser that is not ours', async () => {
  const { diagnostics } = await new Parser().parse(await generated('asyncapi.json'));
  expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => ({ message, path }))).toEqual(
    [],
  );
});
