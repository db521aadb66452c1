import { expect, test } from 'vitest';
import { upkeepText } from '#web/text/upkeep.ts';
import { kinds, rhythmOf, ruleOf, usual, wordsOf } from './rhythm.ts';

test('a rhythm is made into a rule and read back', () => {
  for (const kind of kinds) {
    const rhythm = { ...usual, kind, every: 3, time: '06:30' };
    expect(rhythmOf(ruleOf(rhythm))).toMatchObject({ kind, every: 3, time: '06:30' });
  }
});

test('a rule is said in words', () => {
  const say = (rule: string, language: 'en' | 'de') => wordsOf(rhythmOf(rule)!, upkeepText[language], language);
  const first = 'FREQ=MONTHLY;BYDAY=1TU;BYHOUR=7;BYMINUTE=0;BYSECOND=0';
  expect(say(first, 'en')).toBe('Every month on the first Tuesday at 07:00');
  expect(say(first, 'de')).toBe('Jeden Monat am ersten Dienstag um 07:00');
  const yearly = 'FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15;BYHOUR=7;BYMINUTE=0;BYSECOND=0';
  expect(say(yearly, 'en')).toBe('Every year on 15 September at 07:00');
  expect(say('FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=3;BYHOUR=7;BYMINUTE=0;BYSECOND=0', 'de')).toBe(
    'Alle 6 Monate am 3. um 07:00',
  );
});

test('a rule that says more is left as it is', () => {
  expect(rhythmOf('FREQ=MONTHLY;BYDAY=MO,TU;BYHOUR=7;BYMINUTE=0;BYSECOND=0')).toBeNull();
  expect(rhythmOf('FREQ=HOURLY')).toBeNull();
});
