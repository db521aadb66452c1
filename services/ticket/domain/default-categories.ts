// The categories a new building begins with; its manager changes them. Promises are in minutes of its working time.

import type { Sla } from '../contract/setup.ts';

export interface CategoryNode {
  name: string;
  /** Where it differs from the one above. */
  sla?: Sla;
  below?: readonly CategoryNode[];
}

const hour = 60;
/** Ten hours, as of a building open from eight to six. */
const day = 10 * hour;

const targets = (firstResponseMinutes: number, updateMinutes: number, solutionMinutes: number) => ({
  firstResponseMinutes,
  updateMinutes,
  solutionMinutes,
});

/** Water runs, nobody can get out: minutes count. */
const danger: Sla = { normal: targets(hour, 4 * hour, day), urgent: targets(30, 2 * hour, 4 * hour) };
/** A home cannot be lived in as it should. */
const comfort: Sla = { normal: targets(4 * hour, 2 * day, 5 * day), urgent: targets(hour, 4 * hour, day) };
/** It can wait, but not for ever. */
const ordinary: Sla = { normal: targets(day, 3 * day, 10 * day), urgent: targets(2 * hour, day, 2 * day) };

const named = (...names: string[]): CategoryNode[] => names.map(name => ({ name }));

export const defaultCategories: readonly CategoryNode[] = [
  {
    name: 'Plumbing',
    sla: comfort,
    below: [
      { name: 'Leak', sla: danger, below: named('Pipe', 'Ceiling or wall', 'Appliance') },
      { name: 'Drain', below: named('Blocked', 'Smell') },
      { name: 'Tap and toilet', below: named('Dripping', 'Broken') },
    ],
  },
  {
    name: 'Heating and hot water',
    sla: comfort,
    below: [
      { name: 'Heating', below: named('Radiator cold', 'Whole home cold', 'Noise') },
      { name: 'Hot water', below: named('None', 'Not hot enough') },
      { name: 'Ventilation' },
    ],
  },
  {
    name: 'Electricity',
    sla: comfort,
    below: [
      { name: 'Power failure', sla: danger, below: named('Home', 'Common area') },
      { name: 'Lighting', below: named('Stairwell', 'Outdoors', 'Garage') },
      { name: 'Intercom and doorbell' },
    ],
  },
  {
    name: 'Lift',
    sla: danger,
    below: [{ name: 'Out of order' }, { name: 'Somebody is shut in' }, { name: 'Noise or jerking', sla: comfort }],
  },
  {
    name: 'Doors, windows and locks',
    sla: comfort,
    below: [
      { name: 'Lock or key', below: named('Lost key', 'Lock broken') },
      { name: 'Window', below: named('Does not close', 'Glass broken') },
      { name: 'Entrance door' },
    ],
  },
  {
    name: 'Cleaning and waste',
    sla: ordinary,
    below: [
      { name: 'Stairwell' },
      { name: 'Waste', below: named('Not collected', 'Bulky waste') },
      { name: 'Pests', sla: comfort },
    ],
  },
  {
    name: 'Outdoors',
    sla: ordinary,
    below: [{ name: 'Garden' }, { name: 'Snow and ice', sla: danger }, { name: 'Parking' }],
  },
  {
    name: 'Neighbourhood',
    sla: ordinary,
    below: [{ name: 'Noise' }, { name: 'House rules' }],
  },
  { name: 'Preventive work', sla: ordinary, below: [{ name: 'Inspection' }, { name: 'Servicing' }] },
  { name: 'Something else', sla: ordinary },
];
