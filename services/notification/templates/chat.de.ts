import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const read = toThing('Nachricht lesen');

export const chatDe = {
  'chat.mentioned': {
    subject: 'Sie wurden in {{channel}} erwähnt',
    short: 'Jemand hat Sie in „{{channel}}“ erwähnt.',
    ...letter(['jemand hat Sie im Kanal „{{channel}}“ erwähnt.'], read),
  },
  'chat.direct_message': {
    subject: 'Eine neue Nachricht für Sie',
    short: 'Jemand aus dem Haus hat Ihnen geschrieben.',
    ...letter(['jemand aus dem Haus hat Ihnen geschrieben.'], read),
  },
} satisfies Record<string, Texts>;
