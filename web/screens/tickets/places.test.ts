import { expect, test } from 'vitest';
import { placesOf } from './places.ts';

const home = (unitId: string, more: object = {}) => ({
  unitId,
  buildingId: 'b1',
  livesHere: true,
  state: 'active',
  building: { name: 'Lindenhof' },
  unit: { label: unitId },
  ...more,
});

test('the homes one lives in come first, then the common area of each building once', () => {
  const places = placesOf([home('A1'), home('P7'), home('C2', { buildingId: 'b2' })], null);
  expect(places.map(({ value }) => value)).toEqual(['A1', 'P7', 'C2', 'area b1', 'area b2']);
});

test('where one does not live, or not yet, nothing is reported', () => {
  expect(placesOf([home('A1', { livesHere: false }), home('A2', { state: 'upcoming' })], null)).toEqual([]);
});

test('staff report for the common areas and any home of their building', () => {
  const places = placesOf([], { id: 'b1', name: 'Lindenhof' });
  expect(places.map(({ kind }) => kind)).toEqual(['area', 'other']);
});
