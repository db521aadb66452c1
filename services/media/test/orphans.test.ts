import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import { userDeleted } from '#services/iam/events';
import media from '../service.ts';
import { pdf, picture } from './pictures.ts';

let t: Harness<[typeof media]>;
beforeAll(async () => {
  t = await agora({ services: [media] });
});
afterEach(async () => {
  await t.db('media').run`truncate files, uploads`;
  await rm(t.ctx('media').dataDir, { recursive: true, force: true });
});
afterAll(() => t.close());

const upload = async (user = t.person()) => {
  const content = await picture(20, 20).png().toBuffer();
  return t.as(user).media.uploadFile({ content, contentType: 'image/png' });
};
/** The files that lie in the store. */
const stored = async (): Promise<string[]> => {
  const found = await readdir(t.ctx('media').dataDir, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};
const uploads = () => t.db('media').many({ state: col.text })`select state from uploads order by state`;

test('a file nobody claimed is gone after a day, with its bytes; a claimed one stays', async () => {
  const user = t.person();
  const kept = await upload(user);
  const orphan = await upload(user);
  await t.asService('ticket').media.claimFiles({ fileIds: [kept.id], ownerId: user.userId, claim: 'ticket:1' });
  await t.advance('23h');
  expect(await stored()).toHaveLength(4);
  await t.advance('2h');
  expect(await stored()).toHaveLength(2);
  await expect(t.as(user).media.getFile({ fileId: orphan.id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await t.as(user).media.readFile({ fileId: kept.id })).content).toBeTruthy();
  expect(await uploads()).toEqual([{ state: 'stored' }, { state: 'stored' }]);
});

test('a released file has a day from then', async () => {
  const user = t.person();
  const { id } = await upload(user);
  await t.asService('ticket').media.claimFiles({ fileIds: [id], ownerId: user.userId, claim: 'ticket:1' });
  await t.advance('3 days');
  await t.asService('ticket').media.releaseFiles({ claim: 'ticket:1' });
  await t.advance('23h');
  expect(await t.as(user).media.getFile({ fileId: id })).toMatchObject({ claimed: false });
  await t.advance('2h');
  expect(await stored()).toHaveLength(0);
});

test('the bytes of an upload that was broken off are found and removed', async () => {
  const { id } = await upload();
  // As a crash between storing and entering the file leaves it.
  await t.db('media').run`delete from files where id = ${id}`;
  await t.db('media').run`update uploads set state = 'storing'`;
  await t.advance('30m');
  expect(await stored()).toHaveLength(2);
  await t.advance('1h');
  expect(await stored()).toHaveLength(0);
  expect(await uploads()).toEqual([]);
});

test('an upload given up by the sweep cannot become a file', async () => {
  const db = t.db('media');
  // The sweep runs between the upload's bytes and its row.
  await db.run`create function give_up() returns trigger language plpgsql as
    $$ begin update uploads set state = 'doomed', remove_at = new.created_at where file_id = new.id; return new; end $$`;
  await db.run`create trigger give_up before insert on files for each row execute function give_up()`;
  await expect(upload()).rejects.toMatchObject({ code: 'unavailable' });
  await db.run`drop trigger give_up on files`;
  const { files } = await db.one({ files: col.int })`select count(*)::int as files from files`;
  expect(files).toBe(0);
});

test('a store that refuses to remove is asked again later', async () => {
  const user = t.person();
  const { id } = await t.as(user).media.uploadFile({ content: pdf, contentType: 'application/pdf' });
  const [path] = await stored();
  const folder = join(path!, '..');
  // A file where the folder was: nothing under it can be removed.
  await rm(folder, { recursive: true });
  await writeFile(folder, '');
  await t.as(user).media.deleteFile({ fileId: id });
  await t.settle();
  expect(await uploads()).toEqual([{ state: 'doomed' }]);
  await rm(folder);
  await t.advance('11m');
  expect(await uploads()).toEqual([]);
});

test('user.deleted, delivered twice, takes unclaimed files and leaves claimed ones without an owner', async () => {
  const user = t.person();
  const claimed = await upload(user);
  const content = await picture(5, 5).png().toBuffer();
  await t.as(user).media.uploadFile({ name: 'me.png', content, contentType: 'image/png' });
  await t.asService('ticket').media.claimFiles({ fileIds: [claimed.id], ownerId: user.userId, claim: 'ticket:1' });
  await t.deliver(userDeleted, { userId: user.userId });
  await t.redeliver();
  expect(await stored()).toHaveLength(2);
  const rows = await t.db('media').many({ id: col.uuid, owner_id: col.uuid.orNull, name: col.text.orNull })`
    select id, owner_id, name from files`;
  expect(rows).toEqual([{ id: claimed.id, owner_id: null, name: null }]);
});
