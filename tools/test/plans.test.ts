import { expect, test } from 'vitest';
import { readRepository, show } from '../files.ts';
import { checkPlans } from '../plans.ts';
import { filesOf, said } from './fixture.ts';

const service = (statement: string, plansOnce = true) =>
  filesOf({
    'services/a/definition.ts': `export const a = { plansOnce: ${plansOnce} };`,
    'services/a/migrations/0001.do.a.sql': "create index holds_due on holds (due_at) where state = 'held';",
    'services/a/holds.ts': `export const end = db.run\`${statement.replaceAll('$', () => `$${'{x}'}`)}\`;`,
  });
const finding = 'services/a/holds.ts:1 finds a row by its key, and may be planned by holds_due: write state = ';

test('no statement whose plan is kept may be planned by a partial index instead of by its key', () => {
  expect(show(checkPlans(readRepository()))).toBe('');
});

test.each([
  "update holds set state = 'over' where id = $ and state = 'held'",
  "update holds h set state = 'over' from things t where h.id = $ and t.id = h.id and h.state = 'held'",
  "with over as (update holds set n = 1 where id = any($) and state = 'held' returning id) select id from over",
])('one that says the word of the index beside the key is found: %s', statement => {
  expect(said(checkPlans(service(statement)))).toEqual([expect.stringContaining(finding)]);
  expect(checkPlans(service(statement, false))).toEqual([]);
});

test.each([
  "update holds set state = 'over' where id = $ and state = $",
  "select id from holds where state = 'held' and due_at <= $",
  "update holds h set n = 1 from things t where t.id = $ and h.thing = t.id and h.state = 'held'",
  "update things set n = 1 where id = $ and state = 'held'",
])('others are left alone: %s', statement => {
  expect(checkPlans(service(statement))).toEqual([]);
});
