import { saidIn, type Texts, toThing } from './letter.ts';

const seeJob = toThing('See the job');
const seeQuotes = toThing('See the quotes');
const seeProvider = toThing('See the provider');
const said = saidIn('en');

export const marketEn = {
  'provider.submitted': said(
    'To be decided: {{name}}',
    '{{name}} would like to offer services in your building.',
    toThing('Look at the papers'),
    'You can approve it for your building, or block it there.',
  ),
  'provider.verified': said(
    'Verified: {{name}}',
    '{{name}} is verified. Residents can ask you for quotes now.',
    seeProvider,
  ),
  'provider.rejected': said(
    '{{#if blocked}}Blocked in a building{{else}}Not verified{{/if}}: {{name}}',
    '{{name}} was {{#if blocked}}blocked in a building{{else}}not verified{{/if}}.{{#if reason}} The reason: {{reason}}{{/if}}',
    seeProvider,
    '{{#unless blocked}}You can add what is missing and hand the papers in again.{{/unless}}',
  ),
  'provider.suspended': said(
    'Suspended: {{name}}',
    '{{name}} takes no new work for now.{{#if expired}} A document has expired.{{else}}{{#if reason}} The reason: {{reason}}{{/if}}{{/if}}',
    seeProvider,
    'What is booked stays.{{#if expired}} Add a document that holds, and we look at it again.{{/if}}',
  ),
  'provider.document_expiring': said(
    'Expires soon: {{word kind}}',
    'A document of {{name}} expires on {{expiresOn}}: {{word kind}}.',
    toThing('Add a new one'),
    'After that day {{name}} takes no new work until there is one that holds.',
  ),
  'quote.requested': said(
    'A quote is wanted: {{title}}',
    'A resident asks you for a quote: {{title}}.',
    toThing('See what it is about'),
  ),
  'quote.submitted': said(
    'A quote of {{provider}}: {{title}}',
    '{{provider}} offers to do it for {{money total}}: {{title}}. The quote is valid until {{date validUntil}}.',
    seeQuotes,
    'Compare the quotes, ask what you want to know, and accept one.',
  ),
  'quote.closed': said(
    'Nothing comes of a quote: {{title}}',
    'The quote of {{provider}} over {{money total}} is closed. {{word reason}}',
    seeQuotes,
  ),
  'quote.message_sent': said(
    'About a quote: {{title}}',
    'Somebody wrote to you about the quote of {{provider}}.',
    toThing('Read it'),
  ),
  'quote.accepted': said(
    'Accepted: {{title}}',
    'Your quote over {{money total}} is accepted for {{date startsAt}}: {{title}}. It is booked once it is paid, by {{date payBy}} at the latest.',
    seeJob,
  ),
  'job.booked': said(
    'Booked: {{title}}',
    '{{#if forProvider}}The job is paid for: {{title}}, on {{date startsAt}}.{{else}}{{provider}} comes on {{date startsAt}}: {{title}}.{{/if}}',
    seeJob,
    '{{#if forProvider}}The money is kept for you until the work is confirmed. Your visitor pass holds for the booked time.' +
      '{{else}}You paid {{money total}}. The money is kept until you confirm that the work is done right.{{/if}}',
  ),
  'job.reminder': said(
    'Soon: {{title}}',
    '{{#if forProvider}}You are expected on {{date startsAt}}: {{title}}.{{else}}{{provider}} comes on {{date startsAt}}: {{title}}.{{/if}}',
    seeJob,
  ),
  'job.done': said(
    'Is it done right? {{title}}',
    '{{provider}} says that the work is done: {{title}}. Please confirm it, or say what is wrong, until {{date confirmBy}}.',
    toThing('Confirm or object'),
    'Without a word from you it counts as confirmed then.',
  ),
  'job.refund_failed': said(
    'A refund has failed: {{title}}',
    '{{money refund}} for a job of {{provider}} could not be given back: {{title}}. The payment provider refuses it.',
    seeJob,
    'Please ask for it once more, or record that it was paid back by other means.',
  ),
  'job.disputed': said(
    'To be clarified: {{title}}',
    'It is not clear whether {{provider}} did the work right: {{title}}. A manager of the building decides on the money.',
    seeJob,
  ),
  'job.completed': said(
    'Completed: {{title}}',
    '{{#if forProvider}}The job is settled: {{title}}.{{#if earned}} You earn {{money earned}}.{{/if}}' +
      '{{else}}The job is settled: {{title}}.{{#if refunded}} You get {{money refunded}} back.{{/if}}{{/if}}',
    seeJob,
    '{{#if decided}}A manager of the building has decided it.{{/if}}',
  ),
  'job.cancelled': said(
    'Cancelled: {{title}}',
    'The visit of {{provider}} on {{date startsAt}} is cancelled: {{title}}. {{word reason}}' +
      '{{#unless forProvider}}{{#if refund}} {{money refund}} are given back.{{/if}}{{/unless}}',
    seeJob,
  ),
  'job.refunded': said(
    'A refund for a job',
    '{{money amount}} for a job at your home are on their way back to you.',
    seeJob,
    'Until they are in your account may take some days.',
  ),
  'warranty.claimed': said(
    'Under warranty: {{title}}',
    'Something you repaired needs you again within its warranty: {{title}}.',
    toThing('Plan a visit'),
  ),
  'warranty.scheduled': said(
    '{{provider}} comes again: {{title}}',
    '{{provider}} comes again on {{date visitAt}}, at no charge: {{title}}.',
    seeJob,
  ),
  'warranty.closed': said('Settled: {{title}}', 'The warranty claim is settled: {{title}}.', seeJob),
} satisfies Record<string, Texts>;
