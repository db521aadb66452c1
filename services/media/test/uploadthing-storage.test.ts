import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemRandom } from '#kernel/security/random';
import { agora } from '#kernel/testing/harness';
import { uploadThingStorage } from '../ports/uploadthing-storage.ts';
import media from '../service.ts';
import { pdf } from './pictures.ts';
import { storageSuite } from './storage-suite.ts';
import { startUploadThing, type UploadThingServer } from './uploadthing-server.ts';

let server: UploadThingServer;
beforeAll(async () => {
  server = await startUploadThing();
});
afterAll(() => server.close());

const open = (token = server.token) => uploadThingStorage({ token, apiUrl: server.url, random: systemRandom });

storageSuite(() => open());

const key = '00112233445566778899aabbccddeeff';

test('files are private and keep their type', async () => {
  await open().put(key, Buffer.from('content'), 'image/webp');
  expect(server.files.get(key)).toMatchObject({ type: 'image/webp', acl: 'private' });
});

test('a token that is none stops the start; one that is refused makes files unavailable', async () => {
  expect(() => open('nonsense')).toThrow('UPLOADTHING_TOKEN is not a token');
  const foreign = Buffer.from(JSON.stringify({ apiKey: 'sk_live_other' })).toString('base64');
  const refused = open(foreign).put(key, Buffer.from('x'), 'image/png');
  await expect(refused).rejects.toMatchObject({ code: 'unavailable' });
});

test.each([/prepareUpload/, /ingest/])(
  'when %s fails nothing is kept and the sender is told to try again',
  async failing => {
    const other = 'ffeeddccbbaa99887766554433221100';
    server.failing = failing;
    await expect(open().put(other, Buffer.from('x'), 'image/png')).rejects.toMatchObject({ code: 'unavailable' });
    server.failing = null;
    await open().remove(other);
    expect(await open().get(other)).toBeNull();
  },
);

test('with UPLOADTHING_TOKEN set files live there, and go when they are deleted', async () => {
  const config = { UPLOADTHING_TOKEN: server.token, AGORA_MEDIA_UPLOADTHING_URL: server.url };
  const t = await agora({ services: [media], config });
  const before = server.files.size;
  const user = t.person();
  const file = await t.as(user).media.uploadFile({ content: pdf, contentType: 'application/pdf' });
  expect(server.files.size).toBe(before + 1);
  const { content } = await t.as(user).media.readFile({ fileId: file.id });
  expect(Buffer.from(content).equals(pdf)).toBe(true);
  await t.as(user).media.deleteFile({ fileId: file.id });
  await t.settle();
  expect(server.files.size).toBe(before);
  await t.close();
});
