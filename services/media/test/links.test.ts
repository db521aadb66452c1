import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { agora, type Harness } from '#kernel/testing/harness';
import media from '../service.ts';
import { pdf, picture } from './pictures.ts';

let t: Harness<[typeof media]>;
let owner: User;
let fileId: string;

beforeAll(async () => {
  t = await agora({ services: [media] });
  owner = t.person();
  const content = await picture(500, 500).jpeg().toBuffer();
  ({ id: fileId } = await t.as(owner).media.uploadFile({ content, contentType: 'image/jpeg' }));
});
afterAll(() => t.close());

const sign = async () => (await t.asService('ticket').media.signFiles({ fileIds: [fileId] })).items[0]!;
const open = (link: string) => t.http(link.replace('http://agora.test', ''));
const problem = async (response: Response) => (await response.json()) as { code: string; reason?: string };

test('the owner reads a file by the access token; for others it is not there', async () => {
  expect((await t.http(`/api/v1/files/${fileId}/content`, { user: owner })).status).toBe(200);
  const stranger = t.as(t.person()).media;
  await expect(stranger.readFile({ fileId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(stranger.getFile({ fileId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(stranger.deleteFile({ fileId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(t.anonymous().media.readFile({ fileId })).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a signed link opens the picture in place to anyone, and the owner gets such links too', async () => {
  const { url, thumbnailUrl } = await sign();
  const whole = await open(url);
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-type')).toBe('image/jpeg');
  expect(whole.headers.get('content-disposition')).toBeNull();
  expect(whole.headers.get('cache-control')).toBe('private, max-age=600');
  expect((await open(thumbnailUrl!)).headers.get('content-type')).toBe('image/webp');
  expect(await t.as(owner).media.getFile({ fileId })).toMatchObject({ url, thumbnailUrl, claimed: false });
});

test('a link is good for its own file and variant only', async () => {
  const { url, thumbnailUrl } = await sign();
  const swapped = await open(thumbnailUrl!.replace('variant=thumbnail', 'variant=original'));
  expect(swapped.status).toBe(403);
  expect(await problem(swapped)).toMatchObject({ code: 'permission_denied', reason: 'link_invalid' });
  const other = await t.as(owner).media.uploadFile({ content: pdf, contentType: 'application/pdf' });
  expect((await open(url.replace(fileId, other.id))).status).toBe(403);
  const later = url.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 3600}`);
  expect((await open(later)).status).toBe(403);
  expect((await open(url.replace(/&signature=.*/, ''))).status).toBe(403);
  expect((await open(url.replace(/signature=.*/, 'signature=x'))).status).toBe(403);
});

test('links made within five minutes are the same, and expire', async () => {
  const { url } = await sign();
  t.clock.advance('1m');
  expect((await sign()).url).toBe(url);
  t.clock.advance('9m');
  expect((await open(url)).status).toBe(200);
  t.clock.advance('5m');
  const expired = await open(url);
  expect(expired.status).toBe(403);
  expect(await problem(expired)).toMatchObject({ reason: 'link_expired' });
});

test('files that are gone are left out, and a PDF has no thumbnail', async () => {
  const other = await t.as(owner).media.uploadFile({ content: pdf, contentType: 'application/pdf' });
  const gone = '00000000-0000-7000-8000-000000000000';
  const { items } = await t.asService('ticket').media.signFiles({ fileIds: [gone, other.id, fileId] });
  expect(items.map(item => item.fileId)).toEqual([other.id, fileId]);
  expect(items[0]!.thumbnailUrl).toBeNull();
  const read = t.as(owner).media.readFile({ fileId: other.id, variant: 'thumbnail' });
  await expect(read).rejects.toMatchObject({ code: 'not_found' });
});

test('what services ask is not answered to people', async () => {
  const own = t.as(owner).media;
  await expect(own.signFiles({ fileIds: [fileId] })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(own.releaseFiles({ claim: 'ticket:1' })).rejects.toMatchObject({ code: 'permission_denied' });
  const response = await t.http('/api/v1/internal/files/sign', { method: 'POST', user: owner });
  expect(response.status).toBe(404);
});
