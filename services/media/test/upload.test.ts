import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora, type Harness } from '#kernel/testing/harness';
import { fileUploaded } from '../events.ts';
import media from '../service.ts';
import { animation, pdf, phonePhoto, picture } from './pictures.ts';

let t: Harness<[typeof media]>;
beforeAll(async () => {
  t = await agora({ services: [media] });
});
afterAll(() => t.close());

const upload = (content: Uint8Array, contentType: 'image/jpeg' | 'image/png' | 'image/gif' | 'application/pdf') => {
  const user = t.person();
  return t.as(user).media.uploadFile({ content, contentType });
};
const contentOf = async (fileId: string, variant: 'original' | 'thumbnail' = 'original') => {
  const { content } = await t.asService('ticket').media.readFile({ fileId, variant });
  return content as Uint8Array;
};

test('a photo is kept upright, without its metadata, and the upload is told to others', async () => {
  const file = await upload(await phonePhoto(600, 400), 'image/jpeg');
  expect(file).toMatchObject({ mime: 'image/jpeg', width: 400, height: 600, name: null });
  const kept = await contentOf(file.id);
  expect(kept.length).toBe(file.size);
  const { width, height, exif, orientation } = await sharp(kept).metadata();
  expect({ width, height, exif, orientation }).toEqual({ width: 400, height: 600 });
  expect(Buffer.from(kept).includes('Secret Phone')).toBe(false);
  await t.settle();
  expect(t.published(fileUploaded).filter(({ subject }) => subject === file.id)).toHaveLength(1);
});

test('a large photo is reduced to 2560 pixels a side and gets a small thumbnail', async () => {
  const file = await upload(await picture(5000, 2500).jpeg().toBuffer(), 'image/jpeg');
  expect(file).toMatchObject({ width: 2560, height: 1280 });
  const { format, width, height } = await sharp(await contentOf(file.id, 'thumbnail')).metadata();
  expect({ format, width, height }).toEqual({ format: 'webp', width: 320, height: 160 });
});

test('what is hidden behind the end of a picture is not kept', async () => {
  const hidden = Buffer.concat([await picture(8, 8).png().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
  const file = await upload(hidden, 'image/png');
  expect(Buffer.from(await contentOf(file.id)).includes('script')).toBe(false);
});

test('an animation becomes WebP, keeps moving and is named for what it is', async () => {
  const user = t.person();
  const content = await animation(3, 40);
  const file = await t.as(user).media.uploadFile({ name: 'drip.gif', content, contentType: 'image/gif' });
  expect(file).toMatchObject({ name: 'drip.webp', mime: 'image/webp', width: 40, height: 40 });
  expect((await sharp(await contentOf(file.id)).metadata()).pages).toBe(3);
});

test('a PDF is kept as it is and sent as an attachment under its own name', async () => {
  const user = t.person();
  const name = 'Übergabe "Protokoll".pdf';
  const posted = await t.http(`/api/v1/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    user,
    headers: { 'content-type': 'application/pdf' },
    body: pdf,
  });
  expect(posted.status).toBe(201);
  const file = (await posted.json()) as { id: string; name: string };
  expect(file).toMatchObject({ name: 'Übergabe -Protokoll-.pdf', mime: 'application/pdf', width: null });
  const read = await t.http(`/api/v1/files/${file.id}/content`, { user });
  expect(Buffer.from(await read.arrayBuffer()).equals(pdf)).toBe(true);
  expect(read.headers.get('content-type')).toBe('application/pdf');
  expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  expect(read.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%9Cbergabe%20-Protokoll-.pdf");
  expect(read.headers.get('content-security-policy')).toContain("default-src 'self'");
});

test('one key uploads one file, however often it is sent', async () => {
  const user = t.person();
  const content = await picture(10, 10).png().toBuffer();
  const send = () => t.as(user, { idempotencyKey: 'photo-1' }).media.uploadFile({ content, contentType: 'image/png' });
  const files = await Promise.all(Array.from({ length: 8 }, send));
  expect(new Set(files.map(({ id }) => id)).size).toBe(1);
  const other = t
    .as(user, { idempotencyKey: 'photo-1' })
    .media.uploadFile({ content: pdf, contentType: 'application/pdf' });
  await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
});

test('a person may send thirty files at once, then waits', async () => {
  const user = t.person();
  const sent = await Promise.allSettled(
    Array.from({ length: 32 }, () => t.as(user).media.uploadFile({ content: pdf, contentType: 'application/pdf' })),
  );
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
  expect(sent.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'rate_limited' } });
});
