import { expect, test } from 'vitest';
import type { PaymentState } from '../contract.ts';
import { checkDelaySeconds, decide, type Report } from '../domain/states.ts';

const ref = 'pay_1';
const reports: Report[] = [
  { state: 'authorised', ref },
  { state: 'captured', ref },
  { state: 'voided', ref },
  { state: 'declined', ref, reason: 'insufficient_funds' },
  { state: 'action_required', ref, url: 'https://provider.example/pay' },
  { state: 'pending', ref },
  { state: 'absent' },
  { state: 'unknown', reason: 'timeout' },
];
const steps = (state: PaymentState) =>
  Object.fromEntries(
    reports.map(report => {
      const step = decide(state, report);
      return [report.state, 'to' in step ? `${step.do} ${step.to}` : step.do];
    }),
  );

test('what was captured stays so, whatever the provider says later', () => {
  expect(new Set(Object.values(steps('captured')))).toEqual(new Set(['nothing']));
});

test.each(['declined', 'voided', 'expired'] as const)(
  'what is %s stays so, and money that is held goes back',
  state => {
    expect(steps(state)).toEqual({
      authorised: 'give_back',
      captured: 'give_back',
      action_required: 'give_back',
      pending: 'give_back',
      voided: 'nothing',
      declined: 'nothing',
      absent: 'nothing',
      unknown: 'nothing',
    });
  },
);

test('an open payment follows the provider, and silence never ends it', () => {
  expect(steps('initiated')).toEqual({
    authorised: 'advance authorised',
    captured: 'advance authorised',
    voided: 'give_up declined',
    declined: 'give_up declined',
    action_required: 'advance action_required',
    pending: 'advance unknown',
    absent: 'nothing',
    unknown: 'advance unknown',
  });
  expect(steps('action_required')).toMatchObject({ action_required: 'nothing', unknown: 'nothing', absent: 'nothing' });
});

test('what is held lapses only where the provider says so; what is being taken is finished', () => {
  expect(steps('authorised')).toMatchObject({ authorised: 'nothing', voided: 'give_up declined', unknown: 'nothing' });
  expect(steps('capturing')).toMatchObject({ captured: 'finish_capture', authorised: 'nothing', unknown: 'nothing' });
});

test('looks are ever rarer, and ten minutes apart at most', () => {
  expect([0, 1, 2, 20].map(checkDelaySeconds)).toEqual([2, 4, 8, 600]);
});
