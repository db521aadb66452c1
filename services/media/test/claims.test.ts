import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora, type Harness } from '#kernel/testing/harness';
import media from '../service.ts';
import { pdf } from './pictures.ts';

let t: Harness<[typeof media]>;
beforeAll(async () => {
  t = await agora({ services: [media] });
});
afterAll(() => t.close());

const upload = (user = t.person()) => t.as(user).media.uploadFile({ content: pdf, contentType: 'application/pdf' });
const claim = (fileIds: string[], ownerId: string, thing: string) =>
  t.asService('ticket').media.claimFiles({ fileIds, ownerId, claim: thing });

test('claiming twice under the same claim gives the same files', async () => {
  const user = t.person();
  const first = await upload(user);
  const second = await upload(user);
  const claimed = await claim([second.id, first.id, second.id], user.userId, 'ticket:1');
  expect(claimed.items).toEqual([second, first]);
  expect(await claim([second.id, first.id], user.userId, 'ticket:1')).toEqual(claimed);
  expect(await t.as(user).media.getFile({ fileId: first.id })).toMatchObject({ claimed: true });
});

test('all or none: one file of somebody else, and nothing is claimed', async () => {
  const user = t.person();
  const own = await upload(user);
  const foreign = await upload();
  const refused = claim([own.id, foreign.id], user.userId, 'ticket:2');
  await expect(refused).rejects.toMatchObject({ code: 'not_found', extras: { details: { fileId: foreign.id } } });
  expect(await t.as(user).media.getFile({ fileId: own.id })).toMatchObject({ claimed: false });
});

test('of twenty things that claim one file at once, one gets it', async () => {
  const user = t.person();
  const { id } = await upload(user);
  const claims = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => claim([id], user.userId, `ticket:race-${index}`)),
  );
  expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of claims)
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'failed_precondition', extras: { reason: 'file_claimed' } });
});

test('a claimed file is not deleted by its owner; released, it is', async () => {
  const user = t.person();
  const { id } = await upload(user);
  await claim([id], user.userId, 'ticket:3');
  const refused = t.as(user).media.deleteFile({ fileId: id });
  await expect(refused).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'file_claimed' } });
  await t.asService('ticket').media.releaseFiles({ claim: 'ticket:3' });
  await t.as(user).media.deleteFile({ fileId: id });
  await expect(t.as(user).media.getFile({ fileId: id })).rejects.toMatchObject({ code: 'not_found' });
});

test('a file is either claimed or deleted, never both', async () => {
  const user = t.person();
  for (let round = 0; round < 10; round++) {
    const { id } = await upload(user);
    const outcomes = await Promise.allSettled([
      claim([id], user.userId, `ticket:either-${round}`),
      t.as(user).media.deleteFile({ fileId: id }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});
