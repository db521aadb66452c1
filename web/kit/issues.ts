// What zod finds, in the reader's language.

import type { z } from 'zod';
import type { problemText } from '#web/text/problems.ts';

type Issue = z.core.$ZodIssue;

/** The sentence for what is wrong with a value. Rules with a message of their own keep it. */
export function sentenceForIssue(issue: Issue, value: unknown, t: (typeof problemText)['en']): string {
  if (value === undefined || value === null || value === '') return t.required;
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? t.tooShort(Number(issue.minimum)) : t.invalid;
    case 'too_big':
      return issue.origin === 'string' ? t.tooLong(Number(issue.maximum)) : t.invalid;
    case 'invalid_format':
      return issue.format === 'email' ? t.email : t.invalid;
    default:
      return t.invalid;
  }
}
