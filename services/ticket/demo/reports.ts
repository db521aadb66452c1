// What people of the demo community report, ask and answer.

export interface DemoReport {
  /** The names that lead to its category. */
  category: readonly string[];
  title: string;
  description: string;
  question: string;
  answer: string;
  solution: string;
  /** A common area; without it the report is about the home. */
  place?: string;
  tags?: readonly string[];
}

export const demoReports: readonly DemoReport[] = [
  {
    category: ['Plumbing', 'Leak', 'Ceiling or wall'],
    title: 'Water stain on the bathroom ceiling grows',
    description: 'It was the size of a hand last week and is twice that now. It smells damp.',
    question: 'Does it get wetter when somebody above you showers?',
    answer: 'Yes, a quarter of an hour later.',
    solution: 'The seal of the shower above was renewed; the ceiling is painted once it is dry.',
    tags: ['water', 'contractor'],
  },
  {
    category: ['Heating and hot water', 'Heating', 'Radiator cold'],
    title: 'Radiator in the bedroom stays cold',
    description: 'All others get warm.',
    question: 'Does the pipe below the valve get warm?',
    answer: 'Only a little.',
    solution: 'The valve was stuck; it moves again.',
    tags: ['winter'],
  },
  {
    category: ['Electricity', 'Lighting', 'Stairwell'],
    title: 'No light on the stairs',
    description: 'The lamps between the first and the second floor have been dark since Monday.',
    question: 'Is it all lamps, or one?',
    answer: 'Two of three.',
    solution: 'Both lamps replaced.',
    place: 'Stairwell, first floor',
    tags: ['safety'],
  },
  {
    category: ['Lift', 'Noise or jerking'],
    title: 'The lift jerks when it stops',
    description: 'Mostly on the way down.',
    question: 'On which floors?',
    answer: 'On the third and the ground floor.',
    solution: 'Brake adjusted and tested.',
    place: 'Lift',
    tags: ['contractor'],
  },
  {
    category: ['Doors, windows and locks', 'Lock or key', 'Lock broken'],
    title: 'The key turns only with force',
    description: 'I am afraid that it breaks.',
    question: 'Does the spare key turn better?',
    answer: 'No, the same.',
    solution: 'Cylinder replaced, three keys handed over.',
  },
  {
    category: ['Cleaning and waste', 'Waste', 'Not collected'],
    title: 'Paper bins were not emptied',
    description: 'They have been full for a week and people put boxes beside them.',
    question: 'Were they out on the street that morning?',
    answer: 'Yes, since the evening before.',
    solution: 'Collected; the city was told.',
    place: 'Yard',
  },
  {
    category: ['Plumbing', 'Drain', 'Blocked'],
    title: 'The kitchen sink drains slowly',
    description: 'Plunger and hot water did not help.',
    question: 'Does the bathroom drain well?',
    answer: 'Yes.',
    solution: 'Siphon and pipe cleaned.',
    tags: ['water'],
  },
  {
    category: ['Electricity', 'Intercom and doorbell'],
    title: 'The doorbell does not ring',
    description: 'Parcels go back because nobody hears the courier.',
    question: 'Does the intercom work?',
    answer: 'I can speak but not open.',
    solution: 'Handset replaced.',
  },
  {
    category: ['Doors, windows and locks', 'Window', 'Does not close'],
    title: 'The living room window does not close',
    description: 'It hangs and scrapes on the frame.',
    question: 'Can you be at home on Thursday between eight and ten?',
    answer: 'Yes.',
    solution: 'Hinge adjusted.',
    tags: ['winter'],
  },
  {
    category: ['Neighbourhood', 'Noise'],
    title: 'Drilling on Sunday mornings',
    description: 'The third Sunday in a row, from eight o’clock.',
    question: 'Do you know from which home it comes?',
    answer: 'From above, I think.',
    solution: 'The neighbour was told of the house rules and apologises.',
  },
  {
    category: ['Heating and hot water', 'Hot water', 'None'],
    title: 'No hot water since this morning',
    description: 'Neither kitchen nor bathroom.',
    question: 'Have your neighbours hot water?',
    answer: 'The ones across the hall have not either.',
    solution: 'The pump of the riser was replaced.',
    tags: ['water'],
  },
  {
    category: ['Outdoors', 'Garden'],
    title: 'A branch hangs over the playground',
    description: 'It broke in the last storm and hangs by its bark.',
    question: 'Over the swing or the sandpit?',
    answer: 'Over the sandpit.',
    solution: 'Taken down.',
    place: 'Garden',
    tags: ['safety'],
  },
];

/** The assets of each building, and the work that comes round for them. */
export const demoAssets = [
  {
    key: 'lift-A',
    name: 'Lift, entrance A',
    kind: 'lift',
    serial: 'KN-88214',
    rrule: 'FREQ=MONTHLY;BYDAY=1TU',
    work: 'Servicing of the lift',
  },
  {
    key: 'lift-B',
    name: 'Lift, entrance B',
    kind: 'lift',
    serial: 'KN-88215',
    rrule: 'FREQ=MONTHLY;BYDAY=1WE',
    work: 'Servicing of the lift',
  },
  {
    key: 'boiler',
    name: 'Boiler',
    kind: 'boiler',
    serial: 'VT-1120-7',
    rrule: 'FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15',
    work: 'Servicing of the boiler',
  },
  {
    key: 'alarm',
    name: 'Smoke detectors of the stairwells',
    kind: 'alarm',
    serial: null,
    rrule: 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=3',
    work: 'Test of the smoke detectors',
  },
] as const;
