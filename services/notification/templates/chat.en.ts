import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const read = toThing('Read the message');

export const chatEn = {
  'chat.mentioned': {
    subject: 'You were named in {{channel}}',
    short: 'Somebody named you in “{{channel}}”.',
    ...letter(['Somebody named you in the channel “{{channel}}”.'], read),
  },
  'chat.direct_message': {
    subject: 'A new message for you',
    short: 'A neighbour wrote to you.',
    ...letter(['A neighbour wrote to you.'], read),
  },
} satisfies Record<string, Texts>;
