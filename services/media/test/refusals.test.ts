import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import media from '../service.ts';
import { animation, pdf, picture, pixelBomb } from './pictures.ts';

let t: Harness<[typeof media]>;
beforeAll(async () => {
  t = await agora({ services: [media] });
});
afterAll(() => t.close());

interface Refusal {
  status: number;
  code: string;
  reason?: string;
  detail: string;
}

async function refusalOf(body: Uint8Array<ArrayBuffer>, type: string, extra: Record<string, string> = {}, query = '') {
  const headers = { 'content-type': type, ...extra };
  const response = await t.http(`/api/v1/files${query}`, { method: 'POST', user: t.person(), headers, body });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { status, code, reason, detail } = (await response.json()) as Refusal;
  expect(response.status).toBe(status);
  expect(detail.length).toBeGreaterThan(10);
  return { status, code, reason };
}
const text = (content: string) => new Uint8Array(Buffer.from(content));
const svg = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const unsupported = { status: 415, code: 'unsupported_media_type' };

test('SVG, HTML and anything else with scripts are refused, whatever they say they are', async () => {
  expect(await refusalOf(svg, 'image/svg+xml')).toEqual(unsupported);
  expect(await refusalOf(text('<html></html>'), 'text/html')).toMatchObject(unsupported);
  expect(await refusalOf(svg, 'image/png')).toMatchObject({ ...unsupported, reason: 'type_mismatch' });
  expect(await refusalOf(text('<html>'), 'image/jpeg')).toMatchObject({ ...unsupported, reason: 'type_mismatch' });
  expect(await refusalOf(text('PK\x03\x04zip'), 'application/pdf')).toMatchObject(unsupported);
});

test('a picture of another type than it says is refused', async () => {
  const png = new Uint8Array(await picture(4, 4).png().toBuffer());
  expect(await refusalOf(png, 'image/jpeg')).toMatchObject({ ...unsupported, reason: 'type_mismatch' });
});

test.each([
  [8_000, 6_250],
  [100_000, 100_000],
])('a picture of %i × %i pixels is refused before it is decoded', async (width, height) => {
  const bomb = new Uint8Array(await pixelBomb(width, height));
  expect(bomb.length).toBeLessThan(500);
  expect(await refusalOf(bomb, 'image/png')).toEqual({
    status: 413,
    code: 'payload_too_large',
    reason: 'too_many_pixels',
  });
});

test('the frames of an animation count together', async () => {
  const bomb = await animation(30, 8);
  bomb.writeUInt16LE(1_500, 6);
  bomb.writeUInt16LE(1_500, 8);
  expect(await refusalOf(new Uint8Array(bomb), 'image/gif')).toMatchObject({ reason: 'too_many_pixels' });
});

test('more than 15 MB is refused, also when it was compressed to nothing on its way', async () => {
  const large = new Uint8Array(15 * 1024 * 1024 + 1);
  expect(await refusalOf(large, 'image/png')).toMatchObject({ status: 413, code: 'payload_too_large' });
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
  expect(await refusalOf(bomb, 'image/png', { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
});

test('a damaged picture and an empty body are refused', async () => {
  const whole = await picture(200, 200).png().toBuffer();
  const cut = new Uint8Array(whole.subarray(0, 60));
  expect(await refusalOf(cut, 'image/png')).toMatchObject({ status: 400, code: 'invalid_argument' });
  expect(await refusalOf(new Uint8Array(), 'image/png')).toMatchObject({ status: 400, code: 'invalid_argument' });
});

test.each([
  '../../etc/passwd.pdf',
  '..\\windows\\system.pdf',
  'etc/passwd.pdf',
  'C:\\system.pdf',
  'invoice.pdf.exe',
  'photo.jpg.zip',
  'page.html',
  'line\nbreak.pdf',
  'nul\0byte.pdf',
  'photo\u202efdp.exe',
  '.pdf',
  '.htaccess',
  'a'.repeat(300),
])('the name %j is refused', async name => {
  const refused = await refusalOf(new Uint8Array(pdf), 'application/pdf', {}, `?name=${encodeURIComponent(name)}`);
  expect(refused).toMatchObject({ status: 400, code: 'invalid_argument' });
});

test('unknown fields and people who are not signed in are refused', async () => {
  const unknown = await refusalOf(new Uint8Array(pdf), 'application/pdf', {}, '?owner=me');
  expect(unknown).toMatchObject({ status: 400, code: 'invalid_argument' });
  const anonymous = await t.http('/api/v1/files', {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: pdf,
  });
  expect(anonymous.status).toBe(401);
});

test('nothing that was refused was stored', async () => {
  const { files } = await t.db('media').one({ files: col.int })`select count(*)::int as files from files`;
  const { uploads } = await t.db('media').one({ uploads: col.int })`select count(*)::int as uploads from uploads`;
  expect({ files, uploads }).toEqual({ files: 0, uploads: 0 });
});
