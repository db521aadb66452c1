// UploadThing (docs.uploadthing.com, OpenAPI v7): an upload is prepared, then sent to the address it answers; files are
// private, and named by our key as their custom id, so that they can be removed after any crash.

import { z } from 'zod';
import { fail } from '#kernel/errors';
import { type Outgoing, type OutgoingReply, outgoing } from '#kernel/http/outgoing';
import type { Random } from '#kernel/security/random';
import type { Storage } from './storage.ts';

const Prepared = z.object({ key: z.string(), url: z.url() });
const Access = z.object({ url: z.url().optional(), ufsUrl: z.url().optional() });
const Deleted = z.object({ success: z.literal(true) });

const linkSeconds = 300;
const transferMs = 25_000;
const maxBytes = 64 * 1024 * 1024;

export interface UploadThingOptions {
  apiKey: string;
  apiUrl: string;
  /** For the boundaries between the parts of a body. */
  random: Random;
}

/** Keeps files at UploadThing. */
export function uploadThingStorage({ apiKey, apiUrl, random }: UploadThingOptions): Storage {
  const http = outgoing({ allowInsecure: apiUrl.startsWith('http://') });

  /** Asks the API; null where it says that there is no such file. */
  async function ask<T extends z.ZodType>(path: string, body: object, answer: T): Promise<z.output<T> | null> {
    const response = await http.request(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-uploadthing-api-key': apiKey },
      body: JSON.stringify(body),
    });
    if (response.status === 404) return null;
    const parsed = answer.safeParse(expectSuccess(response).json());
    return parsed.success ? parsed.data : fail('unavailable', unreachable, { cause: parsed.error });
  }

  return {
    name: 'uploadthing',
    async put(key, content, mime) {
      const file = { fileName: key, fileSize: content.length, fileType: mime, customId: key, acl: 'private' };
      const prepared = await ask('/v7/prepareUpload', { ...file, contentDisposition: 'attachment' }, Prepared);
      if (!prepared) return fail('unavailable', unreachable);
      expectSuccess(await http.request(prepared.url, { ...formOf(key, content, mime, random), timeoutMs: transferMs }));
    },
    async get(key) {
      const access = await ask('/v6/requestFileAccess', { customId: key, expiresIn: linkSeconds }, Access);
      const url = access?.ufsUrl ?? access?.url;
      return url === undefined ? null : download(http, url);
    },
    async remove(key) {
      await ask('/v6/deleteFiles', { customIds: [key] }, Deleted);
    },
  };
}

const unreachable = 'Files cannot be stored or read at UploadThing right now; try again.';

/** What was refused for our key or for being too much is no fault of the person who uploads. */
function expectSuccess(response: OutgoingReply): OutgoingReply {
  if (response.status >= 200 && response.status < 300) return response;
  const cause = new Error(`UploadThing answered ${response.status}: ${response.text().slice(0, 500)}`);
  return fail('unavailable', unreachable, { cause });
}

async function download(http: Outgoing, url: string): Promise<Uint8Array | null> {
  const response = await http.request(url, { timeoutMs: transferMs, maxBytes });
  return response.status === 404 ? null : expectSuccess(response).body;
}

/** A form with one file in it (RFC 7578). */
function formOf(name: string, content: Uint8Array, mime: string, random: Random) {
  const boundary = `agora-${random.bytes(16).toString('hex')}`;
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
    `content-type: ${mime}\r\n\r\n`;
  return {
    method: 'PUT' as const,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
