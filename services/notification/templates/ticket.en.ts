import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const view = toThing('View the report');

export const ticketEn = {
  'ticket.created': {
    subject: '{{#if urgent}}Urgent: {{/if}}New report: {{title}}',
    short: '{{#if urgent}}Urgent! {{/if}}A problem was reported: {{title}}',
    ...letter(
      ['A problem was reported: “{{title}}”.', '{{#if urgent}}It is marked as urgent. {{/if}}Please look into it.'],
      view,
    ),
  },
  'ticket.assigned': {
    subject: 'Assigned: {{title}}',
    short: '“{{title}}” has somebody to care for it now.',
    ...letter(['The report “{{title}}” has somebody to care for it now.'], view),
  },
  'ticket.progressed': {
    subject: 'News on: {{title}}',
    short: '“{{title}}” is now {{word status}}.',
    ...letter(['The report “{{title}}” is now {{word status}}.'], view),
  },
  'ticket.question_asked': {
    subject: 'A question about: {{title}}',
    short: 'We need an answer of yours to go on with “{{title}}”.',
    ...letter(
      ['We have a question about “{{title}}”.', 'The work waits for your answer; please have a look.'],
      toThing('Answer the question'),
    ),
  },
  'ticket.resolved': {
    subject: 'Resolved: {{title}}',
    short: '“{{title}}” is resolved. Is all well?',
    ...letter(
      ['“{{title}}” is resolved.', 'If something is still wrong, reopen the report; otherwise it closes by itself.'],
      view,
    ),
  },
  'ticket.commented': {
    subject: 'New comment: {{title}}',
    short: '{{#if internal}}There is a new internal note{{else}}Somebody wrote{{/if}} on “{{title}}”.',
    ...letter(
      ['{{#if internal}}There is a new internal note{{else}}Somebody wrote{{/if}} on “{{title}}”.'],
      toThing('Read the comment'),
    ),
  },
  'ticket.closed': {
    subject: 'Closed: {{title}}',
    short: '“{{title}}” is closed. {{word reason}}',
    ...letter(['The report “{{title}}” is closed. {{word reason}}'], view),
  },
  'ticket.sla_warning': {
    subject: 'Due soon: {{title}}',
    short: 'The {{word clock}} on “{{title}}” is due by {{date dueAt}}.',
    ...letter(['The {{word clock}} on “{{title}}” is due by {{date dueAt}}.', 'Please act before then.'], view),
  },
  'ticket.sla_breached': {
    subject: 'Overdue: {{title}}',
    short: 'The {{word clock}} on “{{title}}” was due by {{date dueAt}}.',
    ...letter(
      ['The {{word clock}} on “{{title}}” was due by {{date dueAt}} and is late.', 'Escalation level: {{level}}.'],
      view,
    ),
  },
} satisfies Record<string, Texts>;
