import { expect, test } from 'vitest';
import { linkOf, locales, ruleOf, typeNames } from '../domain/types.ts';
import { builtIn } from '../templates/built-in.ts';
import { type Reader, render } from '../templates/render.ts';

const reader = (locale: 'en' | 'de'): Reader => ({
  locale,
  zone: 'Europe/Berlin',
  settingsUrl: 'https://agora.example/settings',
  unsubscribeUrl: 'https://agora.example/unsubscribe',
});
const common = { name: 'Ada', platform: 'Agora', link: 'https://agora.example/x' };
const every = typeNames.flatMap(type => locales.map(locale => ({ type, locale })));

test.each(every)('$type is written in $locale, with nothing left out', ({ type, locale }) => {
  const texts = render(builtIn[locale][type], { ...common, ...ruleOf(type).sample }, reader(locale));
  for (const text of Object.values(texts)) {
    expect(text.length).toBeGreaterThan(5);
    expect(text).not.toMatch(/undefined|null|\[object|\{\{|NaN/);
  }
  expect(texts.subject).not.toContain('\n');
  expect(texts.html).toContain('</html>');
  expect(texts.text).toContain('https://agora.example/unsubscribe');
});

test('every branch of every template names only variables its type has', () => {
  for (const { type, locale } of every) {
    const sources = Object.values(builtIn[locale][type]).join(' ');
    const { sample } = ruleOf(type);
    const ofItems = Object.values(sample).flatMap(each => (Array.isArray(each) ? Object.keys(each[0]) : []));
    const known = [...Object.keys(common), ...Object.keys(sample), ...ofItems, 'else'];
    for (const [, name] of sources.matchAll(/\{\{(?:#if |word |date |day |money )?(\w+)\}\}/g))
      expect(known).toContain(name);
  }
});

test('every link has the variables it is made of', () => {
  for (const type of typeNames) expect(linkOf(type, ruleOf(type).sample) ?? '').not.toContain('undefined');
});

test('what a person wrote cannot become HTML or another header', () => {
  const title = '<script>alert(1)</script>\r\nBcc: everybody@example.com';
  const { subject, html, text } = render(
    builtIn.en['ticket.resolved'],
    { ...common, ticketId: '1', title },
    reader('en'),
  );
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  expect(subject).toBe('Resolved: <script>alert(1)</script> Bcc: everybody@example.com');
  expect(text).toContain('<script>');
});

test('a template that names a variable nobody gives is an error, never a gap', () => {
  const texts = { ...builtIn.en['ticket.resolved'], short: 'Hello {{nobody}}' };
  expect(() => render(texts, { ...common, title: 'x' }, reader('en'))).toThrow(/nobody/);
});

test('a template cannot reach into the program', () => {
  const sources = ['{{constructor.name}}', '{{#with name as |n|}}{{n.constructor}}{{/with}}', '{{__proto__}}'];
  for (const short of [...sources, '{{lookup this "constructor"}}', '{{title.constructor}}']) {
    const attempt = () =>
      render({ ...builtIn.en['ticket.resolved'], short }, { ...common, title: 'x' }, reader('en')).short;
    try {
      expect(attempt()).toBe('');
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_argument' });
    }
  }
});

test('a date is said in the zone and language of the reader', () => {
  const sample = { ...common, title: 'Lift', clock: 'solution', dueAt: '2026-07-01T22:30:00.000Z', level: 1 };
  expect(render(builtIn.de['ticket.sla_breached'], sample, reader('de')).short).toContain('2. Juli 2026');
  expect(render(builtIn.en['ticket.sla_breached'], sample, reader('en')).short).toContain('2 July 2026');
});

test('each reader has amounts and times as their own language and zone have them, whoever was written to before', () => {
  const texts = { subject: 'x', short: '{{date at}}, {{money sum}}', text: 'x', html: 'x' };
  const variables = { at: '2026-03-02T15:00:00.000Z', sum: { amount: '4990', currency: 'EUR' } };
  const shown = (locale: 'en' | 'de', zone: string) => render(texts, variables, { ...reader(locale), zone }).short;
  const once = () => [shown('en', 'Europe/Berlin'), shown('en', 'Asia/Tokyo'), shown('de', 'Europe/Berlin')];
  const first = once();
  expect(first).toEqual([
    '2 March 2026 at 16:00 CET, €49.90',
    '3 March 2026 at 00:00 GMT+9, €49.90',
    '2. März 2026 um 16:00 MEZ, 49,90 €',
  ]);
  expect(once()).toEqual(first);
});
