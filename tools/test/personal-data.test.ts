import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import profile from '../../services/profile/service.ts';
import { services } from '../../targets.ts';

/** Columns that name a person. */
const person = /^\s+(user_id|owner_id|payer_id|author_id|opened_by|created_by|customer_id|sender_id)\b/m;

test('every service that keeps anything about people answers for it when somebody wants their data', async () => {
  const silent: string[] = [];
  for (const { name, definition } of services) {
    if (name === 'profile') continue;
    const schema = await readFile(new URL(`../../generated/schema/${name}.sql`, import.meta.url), 'utf8');
    if (!person.test(schema)) continue;
    const asked = name in (profile.definition.uses ?? {});
    if (!('exportPersonalData' in definition.contract.endpoints) || !asked) silent.push(name);
  }
  expect(silent).toEqual([]);
});
