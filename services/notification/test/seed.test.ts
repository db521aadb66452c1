import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import iam from '#services/iam/service';
import ticket from '#services/ticket/service';
import notification from '../service.ts';

let t: Harness<[typeof notification, typeof ticket, typeof iam]>;

beforeAll(async () => {
  t = await agora({ services: [notification, ticket, iam] });
  for (const { seed, name } of [iam, ticket, notification]) await seed!(t.ctx(name as 'notification') as never);
});
afterAll(() => t.close());

const counts = () =>
  t.db('notification').one({ news: col.int, staff: col.int, choices: col.int, settings: col.int, waiting: col.int })`
    select (select count(*) from notifications)::int as news, (select count(*) from building_staff)::int as staff,
      (select count(*) from notification_preferences)::int as choices,
      (select count(*) from notification_settings)::int as settings,
      ((select count(*) from deliveries) + (select count(*) from outbox))::int as waiting`;

test('the demo news are filled in once, and nothing of them is sent', async () => {
  const once = await counts();
  expect(once).toEqual({ news: 294, staff: 9, choices: 2, settings: 2, waiting: 0 });
  await notification.seed!(t.ctx('notification') as never);
  expect(await counts()).toEqual(once);
});

test('each speaks of a ticket that is there, by its title, to its author or manager, after it was opened', async () => {
  const tickets = await t.db('ticket').many({
    id: col.uuid,
    title: col.text,
    opened_by: col.uuid.orNull,
    building_id: col.uuid,
    opened_at: col.instant,
    status: col.any<string>(),
  })`select id, title, opened_by, building_id, opened_at, status from tickets`;
  const byId = new Map(tickets.map(each => [each.id, each]));
  const news = await t.db('notification').many({
    user_id: col.uuid,
    type: col.text,
    title: col.text,
    link: col.text,
    created_at: col.instant,
  })`
    select stream as user_id, body ->> 'type' as type, body ->> 'title' as title, body ->> 'link' as link,
           at as created_at
    from notifications`;
  for (const { user_id, type, title, link, created_at } of news) {
    const about = byId.get(link.replace('/tickets/', ''))!;
    expect(title).toContain(about.title);
    expect(created_at >= about.opened_at).toBe(true);
    const manager = [1, 2, 3].find(number => seedId(`building:${number}`) === about.building_id);
    expect(user_id).toBe(type === 'ticket.created' ? seedId(`manager:${manager}`) : about.opened_by);
    if (type === 'ticket.resolved') expect(['resolved', 'closed', 'open', 'assigned']).toContain(about.status);
  }
});

test('people read them in their own language', async () => {
  const people = await t.db('iam').many({ id: col.uuid, locale: col.text })`select id, locale from users`;
  const locales = new Map(people.map(({ id, locale }) => [id, locale]));
  const news = await t.db('notification').many({ user_id: col.uuid, title: col.text })`
    select stream as user_id, body ->> 'title' as title from notifications where body ->> 'type' = 'ticket.created'`;
  for (const { user_id, title } of news) expect(/Neue Meldung/.test(title)).toBe(locales.get(user_id) === 'de');
});
