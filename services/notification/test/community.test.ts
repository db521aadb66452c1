import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fail } from '#kernel/errors';
import { fake } from '#kernel/testing/harness';
import { community } from '#services/community/contract';
import { announcementPublished, commentCreated, contentFlagged, contentModerated } from '#services/community/events';
import { userRoleChanged } from '#services/iam/events';
import { type Town, town } from './town.ts';

let here: Town;
/** Whom each announcement is for. */
const audiences = new Map<string, string[]>();
beforeAll(async () => {
  const peer = fake(community, {
    listAudience: async ({ postId }) => ({
      title: 'Water is off',
      userIds: audiences.get(postId) ?? fail('not_found', 'no such announcement'),
    }),
  });
  // Eleven at night in Berlin, when most want their quiet.
  here = await town({ peers: [peer], start: '2026-03-02T22:00:00.000Z' });
});
afterAll(() => here.t.close());

const buildingId = randomUUID();
const nobody = { entranceIds: [], unitKinds: [], unitIds: [] };

async function announce(loudness: 'info' | 'important' | 'emergency', userIds: string[], by: string | null = null) {
  const postId = randomUUID();
  audiences.set(postId, userIds);
  const about = { postId, buildingId, class: loudness, acknowledge: true, audience: nobody, by };
  await here.t.deliver(announcementPublished, about);
  await here.t.redeliver();
  return postId;
}

test('everybody an announcement is for is told once, even if it comes twice, but not whoever made it', async () => {
  const ada = here.person();
  const author = here.person();
  await announce('info', [ada.userId, author.userId], author.userId);
  expect((await here.inApp(ada)).map(({ type, title }) => [type, title])).toEqual([
    ['announcement.info', 'News: Water is off'],
  ]);
  expect(await here.inApp(author)).toEqual([]);
});

test('an emergency is told in the quiet hours, in the language of whoever reads; other news wait', async () => {
  const ben = here.person({ locale: 'de' });
  await here.t.as(ben).notification.setSettings({
    quietHours: { from: '22:00', to: '07:00' },
    sendWindow: null,
    emailDigest: 'immediate',
    zone: null,
  });
  await announce('important', [ben.userId]);
  expect(await here.mailbox(ben.userId)).toEqual([]);
  await announce('emergency', [ben.userId]);
  expect((await here.mailbox(ben.userId)).map(({ subject }) => subject)).toEqual(['NOTFALL: Water is off']);
});

test('an announcement that was taken back meanwhile is told to nobody', async () => {
  const about = { postId: randomUUID(), buildingId, class: 'info', acknowledge: false, audience: nobody } as const;
  await here.t.deliver(announcementPublished, { ...about, by: null });
  expect(await here.t.db('notification').run`select from deliveries where key = ${about.postId}`).toBe(0);
});

test('those who are answered are told once, even if it comes twice', async () => {
  const ada = here.person();
  const about = { postId: randomUUID(), buildingId, commentId: randomUUID(), parentId: null, authorId: randomUUID() };
  await here.t.deliver(commentCreated, { ...about, watchers: [ada.userId] });
  await here.t.redeliver();
  expect((await here.inApp(ada)).map(({ type }) => type)).toEqual(['comment.created']);
});

test('managers are told of flags once, and once more when they hide something; its author hears why, never twice', async () => {
  const manager = here.person();
  const scope = `building:${buildingId}`;
  await here.t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'granted' });
  const postId = randomUUID();
  const about = { contentId: postId, postId, buildingId, commentId: null };
  const flagged = { contentId: postId, kind: 'post', placeId: postId, buildingId } as const;
  for (const [scorePercent, hidden] of [
    [100, false],
    [200, false],
    [300, true],
  ] as const)
    await here.t.deliver(contentFlagged, { ...flagged, reason: 'spam', scorePercent, hidden });
  const message = { ...flagged, contentId: randomUUID(), kind: 'message', placeId: randomUUID() } as const;
  await here.t.deliver(contentFlagged, { ...message, reason: 'abuse', scorePercent: 100, hidden: false });
  const told = (await here.inApp(manager)).filter(({ type }) => type === 'content.flagged');
  expect(told.map(({ body }) => body).toSorted()).toEqual([
    'Residents flagged a message in a channel.',
    'Residents flagged a post or a comment.',
    'Residents flagged a post or a comment; it is hidden until you decide.',
  ]);
  const author = here.person();
  const moderated = { ...about, authorId: author.userId, by: 'flags' } as const;
  await here.t.deliver(contentModerated, { ...moderated, outcome: 'hidden', reason: 'spam' });
  await here.t.advance('1s');
  await here.t.deliver(contentModerated, { ...moderated, outcome: 'restored', reason: null });
  await here.t.deliver(contentModerated, { ...moderated, authorId: null, outcome: 'hidden', reason: 'spam' });
  await here.t.redeliver();
  expect((await here.inApp(author)).map(({ title, body }) => [title, body])).toEqual([
    ['What you wrote is shown again', 'What you wrote is shown to everybody again.'],
    ['What you wrote is hidden', 'What you wrote is hidden from others. The reason: Advertising or spam.'],
  ]);
});
