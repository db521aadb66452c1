import { expect, test } from 'vitest';
import { iam } from '#services/iam/contract';
import { problemText } from '#web/text/problems.ts';
import { sentenceForIssue } from './issues.ts';

const { input } = iam.endpoints.register;

function sentences(values: Record<string, unknown>): Record<string, string> {
  const found = input.safeParse(values).error?.issues ?? [];
  return Object.fromEntries(
    found.map(issue => [issue.path[0], sentenceForIssue(issue, values[issue.path[0] as string], problemText.en)]),
  );
}

test('what the contract refuses is said in words that tell what to do', () => {
  expect(sentences({ email: '', password: '', name: '' })).toEqual({
    email: 'Please fill this in.',
    password: 'Please fill this in.',
    name: 'Please fill this in.',
  });
  expect(sentences({ email: 'ada@', password: 'x', name: 'a'.repeat(101) })).toEqual({
    email: 'This is not an e-mail address.',
    name: 'Please write at most 100 characters.',
  });
});
