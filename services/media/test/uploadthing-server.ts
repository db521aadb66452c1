// UploadThing's API as its documentation describes it, on loopback: the four requests the adapter makes.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface UploadThingServer {
  url: string;
  apiKey: string;
  /** As UPLOADTHING_TOKEN is written. */
  token: string;
  /** Custom id → what was uploaded. */
  files: Map<string, { content: Buffer; type: string; acl: string }>;
  /** Uploads that were prepared, by the key of their address. */
  prepared: Map<string, Prepared>;
  /** Addresses of private files → custom id. */
  links: Map<string, string>;
  /** Answers requests to paths of this form with 500 while set. */
  failing: RegExp | null;
  close(): Promise<void>;
}

interface Reply {
  status: number;
  body: object | Buffer;
}

interface Prepared {
  fileName: string;
  fileSize: number;
  fileType: string;
  customId: string;
  acl: string;
}

const newKey = () => randomBytes(12).toString('hex');

/** Starts it. */
export async function startUploadThing(): Promise<UploadThingServer> {
  const apiKey = `sk_live_${newKey()}`;
  const server = createServer((request, response) => {
    void buffer(request)
      .then(body => answer(own, request, body))
      .then(({ status, body }) => {
        const json = !Buffer.isBuffer(body);
        response.writeHead(status, { 'content-type': json ? 'application/json' : 'application/octet-stream' });
        response.end(json ? JSON.stringify(body) : body);
      });
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const own: UploadThingServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    token: Buffer.from(JSON.stringify({ apiKey, appId: 'app', regions: ['fra1'] })).toString('base64'),
    files: new Map(),
    prepared: new Map(),
    links: new Map(),
    failing: null,
    close: () => new Promise(resolve => void server.close(() => resolve()).closeAllConnections()),
  };
  return own;
}

async function answer(own: UploadThingServer, request: IncomingMessage, body: Buffer): Promise<Reply> {
  const { pathname } = new URL(request.url ?? '/', own.url);
  if (own.failing?.test(pathname)) return { status: 500, body: { error: 'Internal server error' } };
  if (request.method === 'PUT' && pathname.startsWith('/ingest/')) return ingest(own, pathname.slice(8), request, body);
  if (request.method === 'GET' && pathname.startsWith('/f/')) {
    const file = own.files.get(own.links.get(pathname.slice(3)) ?? '');
    return file ? { status: 200, body: file.content } : { status: 404, body: { error: 'Not found' } };
  }
  const handle = request.method === 'POST' ? api[pathname] : undefined;
  if (!handle) return { status: 404, body: { error: 'Unknown path' } };
  if (request.headers['x-uploadthing-api-key'] !== own.apiKey)
    return { status: 401, body: { error: 'Invalid API key' } };
  return handle(own, JSON.parse(body.toString()) as never);
}

const api: Record<string, (own: UploadThingServer, body: never) => Reply> = {
  '/v7/prepareUpload': (own, file: Prepared) => {
    const key = newKey();
    own.prepared.set(key, file);
    return { status: 200, body: { key, url: `${own.url}/ingest/${key}?signature=hmac-sha256%3Dsigned` } };
  },
  '/v6/requestFileAccess': (own, { customId }: { customId: string }) => {
    if (!own.files.has(customId)) return { status: 404, body: { error: 'File not found' } };
    const link = newKey();
    own.links.set(link, customId);
    return { status: 200, body: { url: `${own.url}/f/${link}`, ufsUrl: `${own.url}/f/${link}` } };
  },
  '/v6/deleteFiles': (own, { customIds }: { customIds: string[] }) => {
    const deletedCount = customIds.filter(customId => own.files.delete(customId)).length;
    return { status: 200, body: { success: true, deletedCount } };
  },
};

/** Takes a form with one file that is as it was announced. */
async function ingest(own: UploadThingServer, key: string, request: IncomingMessage, body: Buffer): Promise<Reply> {
  const expected = own.prepared.get(key);
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (!expected || !(file instanceof File)) return { status: 400, body: { error: 'Invalid upload' } };
  const content = Buffer.from(await file.arrayBuffer());
  if (content.length !== expected.fileSize || file.type !== expected.fileType)
    return { status: 400, body: { error: 'The file does not match the parameters' } };
  own.files.set(expected.customId, { content, type: file.type, acl: expected.acl });
  return { status: 200, body: { ufsUrl: `${own.url}/f/${key}`, fileHash: 'hash', serverData: null } };
}
