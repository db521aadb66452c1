// What people of the demo community have written: the same in each building, by other people at other times.

import type { FlagReason, ReactionName } from '../contract/wire.ts';

interface DemoComment {
  /** The n-th neighbour of the building, or its management. */
  by: number | 'manager';
  text: string;
  /** Answers the comment of this place in the list. */
  answers?: number;
}

export interface DemoPost {
  key: string;
  by: number | 'manager';
  title?: string;
  text: string;
  hoursAgo: number;
  entrance?: 'A' | 'B';
  flatsOnly?: true;
  announcement?: { class: 'info' | 'important' | 'emergency'; acknowledge: boolean };
  poll?: {
    options: readonly string[];
    /** How many voted for each. */
    votes: readonly number[];
    anonymous?: true;
    per?: 'home';
    closesInHours: number;
  };
  comments?: readonly DemoComment[];
  /** How many reacted, one after the other neighbour. */
  reactions?: Partial<Record<ReactionName, number>>;
  flagged?: { by: readonly number[]; reason: FlagReason; hidden?: true };
  expiresInHours?: number;
  scheduledInHours?: number;
}

export const demoPosts: readonly DemoPost[] = [
  {
    key: 'water',
    by: 'manager',
    title: 'Water is off on Thursday from nine to noon',
    text: 'The riser of entrance A gets new valves. Please fill a kettle beforehand and keep the taps shut.',
    hoursAgo: 20,
    entrance: 'A',
    announcement: { class: 'important', acknowledge: true },
    expiresInHours: 96,
    comments: [
      { by: 3, text: 'Is the heating off as well?' },
      { by: 'manager', text: 'No, the heating has its own loop and stays on.', answers: 0 },
      { by: 3, text: 'Good, thank you.', answers: 1 },
    ],
    reactions: { thanks: 4 },
  },
  {
    key: 'party',
    by: 5,
    title: 'Summer party in the courtyard',
    text: 'Last year was lovely. Who is in, and which day suits you best?',
    hoursAgo: 30,
    poll: {
      options: ['The first Saturday', 'The second Saturday', 'The Sunday after'],
      votes: [7, 4, 2],
      closesInHours: 200,
    },
    comments: [
      { by: 8, text: 'I can bring the big grill again.' },
      { by: 5, text: 'Wonderful, you are hired!', answers: 0 },
      { by: 11, text: 'We make salads. How many of us are there likely to be?' },
      { by: 5, text: 'Forty last year.', answers: 2 },
    ],
    reactions: { love: 6, like: 9 },
  },
  {
    key: 'bench',
    by: 'manager',
    title: 'A bench or a bicycle rack?',
    text: 'There is money left for one of them in front of the house. Each home has one vote; answers are counted in secret.',
    hoursAgo: 50,
    poll: { options: ['A bench', 'A bicycle rack'], votes: [9, 8], anonymous: true, per: 'home', closesInHours: 90 },
    comments: [{ by: 14, text: 'Why not both? The rack could stand behind the house.' }],
    reactions: { like: 3 },
  },
  {
    key: 'ladder',
    by: 9,
    text: 'Does anybody have a tall ladder I could borrow on Saturday? I pay in cake.',
    hoursAgo: 8,
    comments: [
      { by: 2, text: 'I have one of three metres, ring at the second floor.' },
      { by: 9, text: 'On my way. Apple or plum?', answers: 0 },
      { by: 2, text: 'Plum!', answers: 1 },
    ],
    reactions: { laugh: 5, like: 2 },
  },
  {
    key: 'keys',
    by: 7,
    title: 'Found: keys with a red cat',
    text: 'They lay by the letter boxes this morning and hang now on the notice board.',
    hoursAgo: 3,
    comments: [{ by: 16, text: 'Those are my daughter’s, thank you so much!' }],
    reactions: { thanks: 3, like: 4 },
  },
  {
    key: 'smoke',
    by: 'manager',
    title: 'Smoke alarms are tested next week',
    text: 'Every flat needs to be open for ten minutes. The fitters ring twice; please say that you have read this.',
    hoursAgo: 70,
    flatsOnly: true,
    announcement: { class: 'important', acknowledge: true },
    reactions: { like: 2 },
  },
  {
    key: 'garden',
    by: 12,
    title: 'Tomatoes',
    text: 'I have seedlings left over on the balcony: three sorts, take what you like.',
    hoursAgo: 100,
    comments: [
      { by: 4, text: 'Two of the yellow ones, please.' },
      { by: 17, text: 'Do they grow in half shade?' },
      { by: 12, text: 'The small red ones do.', answers: 1 },
    ],
    reactions: { love: 3, surprised: 1 },
  },
  {
    key: 'advert',
    by: 15,
    title: 'Earn money from home',
    text: 'I found a way to make a thousand a week, write to me and I tell you how.',
    hoursAgo: 26,
    flagged: { by: [2, 4, 6, 10], reason: 'spam', hidden: true },
  },
  {
    key: 'drum',
    by: 13,
    text: 'To whoever drums at six in the morning: some of us sleep. I know where you live.',
    hoursAgo: 12,
    comments: [{ by: 6, text: 'A friendly word at the door works better.' }],
    flagged: { by: [6], reason: 'offensive' },
  },
  {
    key: 'welcome',
    by: 'manager',
    title: 'Welcome to the house',
    text: 'Here you read what goes on, ask your neighbours and tell us what could be better. Repairs go to the tickets.',
    hoursAgo: 700,
    announcement: { class: 'info', acknowledge: false },
    comments: [{ by: 1, text: 'Nice, no more notes in the lift.' }],
    reactions: { like: 12, thanks: 5 },
  },
  {
    key: 'meeting',
    by: 'manager',
    title: 'Owners’ meeting',
    text: 'The agenda is at the office; questions are welcome until the day before.',
    hoursAgo: 1,
    announcement: { class: 'info', acknowledge: false },
    scheduledInHours: 48,
  },
];
