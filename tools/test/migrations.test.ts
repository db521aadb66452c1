import { expect, test } from 'vitest';
import { readRepository, show } from '../files.ts';
import { checkMigrations } from '../migrations.ts';
import { filesOf, said } from './fixture.ts';

const folder = 'services/ticket/migrations';
const check = (texts: Record<string, string>) =>
  said(
    checkMigrations(
      filesOf(Object.fromEntries(Object.entries(texts).map(([name, sql]) => [`${folder}/${name}`, sql]))),
    ),
  );
const sound = {
  '0001.do.tickets.sql': '',
  '0002.do.incidents.sql': '',
  '0002.undo.incidents.sql': 'drop table incidents;',
};

test('the migrations of the repository keep every rule', () => {
  expect(show(checkMigrations(readRepository()))).toBe('');
});

test('numbered files with an undo of the newest are sound', () => {
  expect(check(sound)).toEqual([]);
});

test('a name of another form is found', () => {
  expect(check({ ...sound, '0003_more.sql': '' })).toEqual([
    `${folder}/0003_more.sql:1 call it NNNN.do.<what>.sql, or NNNN.undo.<what>.sql for the newest`,
  ]);
});

test('a gap in the numbers is found', () => {
  expect(check({ '0001.do.a.sql': '', '0003.do.b.sql': '', '0003.undo.b.sql': '' })).toEqual([
    `${folder}/0003.do.b.sql:1 is number 2 of its folder: call it 0002.do.b.sql`,
  ]);
});

test('two migrations of one number are found', () => {
  expect(check({ '0001.do.a.sql': '', '0001.do.b.sql': '', '0001.undo.b.sql': '' })).toEqual([
    `${folder}/0001.do.b.sql:1 is number 2 of its folder: call it 0002.do.b.sql`,
  ]);
});

test('the newest without its undo is found', () => {
  expect(check({ ...sound, '0003.do.c.sql': '' })).toEqual([
    `${folder}/0002.undo.incidents.sql:1 undoes what is not the newest migration: delete it`,
    `${folder}/0003.do.c.sql:1 is the newest and cannot be undone: write 0003.undo.c.sql`,
  ]);
});

test('an undo of another name is no undo', () => {
  expect(check({ '0001.do.a.sql': '', '0001.undo.b.sql': '' })).toEqual([
    `${folder}/0001.undo.b.sql:1 undoes what is not the newest migration: delete it`,
    `${folder}/0001.do.a.sql:1 is the newest and cannot be undone: write 0001.undo.a.sql`,
  ]);
});

test('a table is dropped only after a comment that says why', () => {
  const drop = (comment: string) =>
    check({ '0001.do.a.sql': `begin;\n${comment}\nDROP  TABLE a;`, '0001.undo.a.sql': 'drop table b;' });
  expect(drop('-- its rows moved to b in 0001')).toEqual([]);
  for (const comment of ['', '--', 'select 1;'])
    expect(drop(comment)).toEqual([`${folder}/0001.do.a.sql:3 drops a table: say why in a comment line before it`]);
});
