import { expect, test } from 'vitest';
import { readRepository } from '../files.ts';
import { mutants } from '../mutants.data.ts';
import { mutate } from '../mutants.ts';

const files = readRepository();

test('every guard still stands where its mutant takes it out, and the tests that watch it exist', () => {
  for (const mutant of mutants) {
    expect(mutate(files.get(mutant.file) ?? '', mutant)).not.toBe(files.get(mutant.file));
    for (const path of mutant.tests) expect(`${path} ${files.has(path)}`).toBe(`${path} true`);
  }
});

test('every mutant has a name of its own', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

test('a place that is gone or stands twice is refused', () => {
  const mutant = { file: 'a.ts', find: 'if (x)', replace: "if ('$&')" };
  expect(mutate('do { if (x) y; }', mutant)).toBe("do { if ('$&') y; }");
  expect(() => mutate('nothing', mutant)).toThrow('a.ts: expected once, found 0 times: if (x)');
  expect(() => mutate('if (x) if (x)', mutant)).toThrow('found 2 times');
});
