// What the demo community talks about.

type Line = readonly [person: string, text: string];

export interface Talk {
  key: string;
  building: number;
  kind: 'building' | 'topic' | 'direct';
  entrance: null;
  name: string | null;
  /** Who opened it. */
  by: string | null;
  pair: readonly [string, string] | null;
  lines: readonly Line[];
}

const everybody = (first: number, building: number): Line[] => [
  [`manager:${building}`, 'Good morning! The windows of the staircase are cleaned on Thursday.'],
  [`resident:${first}`, 'Thank you. Could they look at the light on the third floor, too?'],
  [`manager:${building}`, 'It is noted; please report it as well, so that it is not forgotten.'],
  [`resident:${first + 1}`, 'Has anybody found a grey scarf near the letter boxes?'],
  [`resident:${first + 4}`, 'Yes, it hangs on the handrail in entrance A.'],
  [`resident:${first + 1}`, 'Wonderful, thank you!'],
  [`resident:${first + 2}`, 'A parcel for B7 was left with me, I am home from six.'],
];

const garden = (first: number): Line[] => [
  [`resident:${first + 3}`, 'The tomatoes are ripe. Take some, but leave a few for the children.'],
  [`resident:${first + 5}`, 'I watered the herbs yesterday, so tomorrow is soon enough.'],
  [`resident:${first}`, 'Shall we build a second raised bed on Saturday?'],
  [`resident:${first + 3}`, 'I bring the drill and the boards.'],
];

const flea = (first: number): Line[] => [
  [`resident:${first + 6}`, 'The flea market in the yard is on the first Sunday of the month.'],
  [`resident:${first + 1}`, 'I have two bicycles for children to give away.'],
];

/** The talks of one building: everybody, two topics, and two people. */
export function demoTalks(building: number): Talk[] {
  const first = (building - 1) * 40 + 1;
  const topic = (key: string, name: string, lines: Line[]): Talk => ({
    key: `${building}:${key}`,
    building,
    kind: 'topic',
    entrance: null,
    name,
    by: `resident:${first}`,
    pair: null,
    lines,
  });
  return [
    { ...topic('building', 'Everybody', everybody(first, building)), kind: 'building', by: null },
    topic('garden', 'Garden', garden(first)),
    topic('flea', 'Flea market', flea(first)),
    {
      ...topic('direct', '', [
        [`resident:${first}`, 'Could you take my parcel in tomorrow?'],
        [`resident:${first + 1}`, 'Gladly, I am home all day.'],
      ]),
      kind: 'direct',
      name: null,
      pair: [`resident:${first}`, `resident:${first + 1}`],
    },
  ];
}
