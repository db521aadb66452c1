import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#kernel/config';
import { systemRandom } from '#kernel/security/random';
import { agora } from '#kernel/testing/harness';
import { mediaService } from '../definition.ts';
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

const open = (apiKey = server.apiKey) => uploadThingStorage({ apiKey, apiUrl: server.url, random: systemRandom });

storageSuite(() => open());

const key = '00112233445566778899aabbccddeeff';

test('files are private and keep their type', async () => {
  await open().put(key, Buffer.from('content'), 'image/webp');
  expect(server.files.get(key)).toMatchObject({ type: 'image/webp', acl: 'private' });
});

test('a key that is refused makes files unavailable', async () => {
  const refused = open('sk_live_other').put(key, Buffer.from('x'), 'image/png');
  await expect(refused).rejects.toMatchObject({ code: 'unavailable' });
});

test('a token that is none stops the start with a sentence', () => {
  for (const wrong of ['nonsense', server.apiKey, Buffer.from('{"appId":"app"}').toString('base64')]) {
    const read = () => readConfig('media', mediaService.definition.config, { UPLOADTHING_TOKEN: wrong });
    expect(read).toThrow('UPLOADTHING_TOKEN: is no token');
  }
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
