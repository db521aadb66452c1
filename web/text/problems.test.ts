import { expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { problemText, sentenceFor } from './problems.ts';

const say = (error: unknown) => sentenceFor(error, problemText.en);

test('a reason people meet has its own sentence, others keep the one of the server', () => {
  expect(say(new CodedError('unauthenticated', 'Wrong.', { reason: 'invalid_credentials' }))).toContain('not right');
  expect(say(new CodedError('failed_precondition', 'The slot is taken.', { reason: 'slot_taken' }))).toBe(
    'The slot is taken.',
  );
  expect(say(new CodedError('permission_denied', 'Ask the owner.', { reason: 'not_owner' }))).toBe('Ask the owner.');
});

test('without a reason the code speaks, and what was not raised on purpose says nothing of our insides', () => {
  expect(say(new CodedError('not_found', 'no row'))).toContain('no longer here');
  expect(say(new TypeError('x is undefined'))).toBe(problemText.en.internal);
});

test('every sentence is there in German', () => {
  expect(Object.keys(problemText.de).toSorted()).toEqual(Object.keys(problemText.en).toSorted());
});
