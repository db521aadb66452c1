import { expect, test } from 'vitest';
import { readRepository, show } from '../files.ts';
import { checkLayout, kebab } from '../layout.ts';
import { filesOf, said } from './fixture.ts';

const sound: Record<string, string> = {
  'services/iam/events.ts': "export const userDeleted = event('user.deleted', 1, 'userId', z.strictObject({}));",
  'services/ticket/contract.ts':
    "export const ticket = contract('ticket', {\n  openTicket: endpoint({ method: 'POST' }),\n  closeTicket,\n});",
  'services/ticket/definition.ts': '',
  'services/ticket/service.ts': '',
  'services/ticket/migrations/0001.do.tickets.sql': '',
  'services/ticket/operations/open-ticket.ts':
    "export const openTicket = ticketService.operation('openTicket', async () => {});",
  'services/ticket/operations/closing/close-ticket.ts':
    "export const closeTicket = ticketService.operation('closeTicket', async () => {});",
  'services/ticket/subscriptions.ts':
    "import { userDeleted } from '#services/iam/events';\nexport const forgetUser = ticketService.on(userDeleted, async () => {});",
  'services/ticket/test/forget.test.ts':
    "test('forgetting a user twice is forgetting them once', () => deliver(userDeleted));",
};
const ticket = (changes: Record<string, string | undefined>) => {
  const files = Object.entries({ ...sound, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );
  return said(checkLayout(new Map(files))).filter(each => each.startsWith('services/ticket'));
};

test('every service of the repository is laid out alike', () => {
  expect(show(checkLayout(readRepository()))).toBe('');
});

test('a service with all its parts is sound', () => {
  expect(ticket({})).toEqual([]);
});

test('operations are named after files', () => {
  expect(['openTicket', 'setUpTOTPCode', 'list2Codes'].map(kebab)).toEqual([
    'open-ticket',
    'set-up-totp-code',
    'list2-codes',
  ]);
});

test('each missing part is found', () => {
  expect(said(checkLayout(filesOf({ 'services/ticket/README.md': '' })))).toEqual(
    ['contract.ts', 'definition.ts', 'service.ts', 'migrations/', 'test/'].map(
      what => `services/ticket:1 has no ${what}`,
    ),
  );
});

test('an endpoint without an operation is found', () => {
  expect(ticket({ 'services/ticket/operations/open-ticket.ts': undefined })).toEqual([
    'services/ticket/contract.ts:2 openTicket has no operation: write operations/open-ticket.ts',
  ]);
});

test('an operation the contract does not have is found', () => {
  expect(ticket({ 'services/ticket/operations/merge.ts': "ticketService.operation('merge', run);" })).toEqual([
    'services/ticket/operations/merge.ts:1 the contract has no merge',
  ]);
});

test('an operation bound twice is found', () => {
  expect(ticket({ 'services/ticket/operations/again.ts': "\nticketService.operation('openTicket', run);" })).toEqual([
    'services/ticket/operations/again.ts:2 openTicket is bound twice: also in services/ticket/operations/open-ticket.ts',
  ]);
});

test('an operation in a file of another name is found', () => {
  const text = sound['services/ticket/operations/open-ticket.ts'];
  const moved = {
    'services/ticket/operations/open-ticket.ts': undefined,
    'services/ticket/operations/opening.ts': text,
  };
  expect(ticket(moved)).toEqual([
    'services/ticket/operations/opening.ts:1 openTicket belongs in operations/open-ticket.ts',
  ]);
});

test('a file of two operations, or of none, is found', () => {
  const two = "ticketService.operation('openTicket', run);\nticketService.operation('closeTicket', run);";
  expect(
    ticket({
      'services/ticket/operations/open-ticket.ts': two,
      'services/ticket/operations/closing/close-ticket.ts': 'export {};',
    }),
  ).toEqual([
    'services/ticket/operations/open-ticket.ts:2 closeTicket belongs in operations/close-ticket.ts',
    'services/ticket/operations/open-ticket.ts:1 holds 2 operations: one file holds exactly one',
    'services/ticket/operations/closing/close-ticket.ts:1 holds 0 operations: one file holds exactly one',
  ]);
});

test('names that cannot be read are found', () => {
  expect(
    ticket({ 'services/ticket/contract.ts': "const all = {};\nexport const ticket = contract('ticket', all);" }),
  ).toContain('services/ticket/contract.ts:2 write the endpoints out in the call of contract(…)');
  expect(
    ticket({ 'services/ticket/contract.ts': "contract('ticket', {\n ...all, openTicket, closeTicket });" }),
  ).toEqual(['services/ticket/contract.ts:2 write the endpoints out in the call of contract(…)']);
  expect(ticket({ 'services/ticket/jobs.ts': "ticketService.operation('open' + 'Ticket', run);" })).toEqual([
    'services/ticket/jobs.ts:1 name the operation by a literal',
  ]);
  expect(ticket({ 'services/ticket/subscriptions.ts': 'ticketService.on(events[0], run);' })).toEqual([
    'services/ticket/subscriptions.ts:1 name the event by its identifier',
  ]);
});

test('a subscription no test mentions is found', () => {
  const other = "test('opening twice is opening once', () => deliver(userDeletedLongAgo));";
  expect(ticket({ 'services/ticket/test/forget.test.ts': other })).toEqual([
    'services/ticket/subscriptions.ts:2 no test of services/ticket mentions userDeleted',
  ]);
});

test('a subscription no test delivers twice is found', () => {
  const once = "test('a user is forgotten', () => deliver(userDeleted)); // twice";
  const message =
    "services/ticket/subscriptions.ts:2 no test named '… twice …' or '… duplicate …' delivers userDeleted again";
  expect(ticket({ 'services/ticket/test/forget.test.ts': once })).toEqual([message]);
  const elsewhere = { 'services/ticket/test/other.test.ts': "test('opening twice is opening once', open);" };
  expect(ticket({ 'services/ticket/test/forget.test.ts': once, ...elsewhere })).toEqual([message]);
});

test('a test may name the event by its type, and stand in a table', () => {
  const table = "test.each(['user.deleted'])('%s delivered as a duplicate changes nothing', deliver);";
  expect(ticket({ 'services/ticket/test/forget.test.ts': table })).toEqual([]);
});
