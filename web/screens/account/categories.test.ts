import { expect, test } from 'vitest';
import { allPreferences } from '#services/notification/domain/preferences';
import { categoriesOf, changesFor, standingOf } from './categories.ts';

const categories = categoriesOf(allPreferences([]));
const category = (name: string) => categories.find(each => each.name === name)!;

test('every type of notification has a category', () => {
  expect(categories.map(({ name }) => name)).not.toContain('other');
});

test('a category is on where all of its types are, and what is locked stays as it is', () => {
  expect(standingOf(category('tickets'), 'in_app')).toBe('on');
  expect(standingOf(category('neighbours'), 'email')).toBe('some');
  expect(standingOf(category('emergency'), 'sms')).toBe('always');
  expect(standingOf(category('offers'), 'sms')).toBe('never');
});

test('a switch changes what is not so already, and nothing that is locked', () => {
  const changes = changesFor(category('account'), 'email', false);
  expect(changes).toEqual([{ type: 'profile.export_ready', channel: 'email', enabled: false }]);
  expect(changesFor(category('tickets'), 'in_app', true)).toEqual([]);
});
