// The built web app, as a browser gets it: hashed files for ever, the page itself anew each time, everything else that
// looks like an address of the app is the page, too.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { EdgeHooks } from '#kernel/http/edge';
import { sha256 } from '#kernel/security/digest';

type Page = NonNullable<EdgeHooks['page']>;
type Reply = NonNullable<ReturnType<Page>>;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Scripts from here alone. Styles may be set in place: dialogs measure the scroll bar they hide. */
export const pagePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

interface WebFile {
  headers: Record<string, string>;
  plain: Buffer;
  /** By the coding's name in HTTP. */
  packed: Partial<Record<'br' | 'gzip', Buffer>>;
}

/** Reads the folder once; gives what answers a browser. Throws where there is no web app. */
export function webPages(folder: string): Page {
  const files = readFolder(folder);
  const start = files.get('/index.html');
  if (!start) throw new Error(`${folder} holds no web app: build it with agora web, or set AGORA_GATEWAY_WEB_DIR`);
  return ({ path, headers }) => {
    const file = files.get(path) ?? (isAddressOfTheApp(path, headers.accept) ? start : undefined);
    return file && answer(file, headers);
  };
}

/** What a person opens, as against a script or a picture that is not there, and what programs look up. */
const isAddressOfTheApp = (path: string, accept = ''): boolean =>
  extname(path) === '' && accept.includes('text/html') && !path.startsWith('/.well-known/');

function answer(file: WebFile, headers: Parameters<Page>[0]['headers']): Reply {
  if (headers['if-none-match'] === file.headers.etag)
    return { status: 304, headers: file.headers, content: Buffer.alloc(0) };
  const accepted = String(headers['accept-encoding'] ?? '');
  const coding = (['br', 'gzip'] as const).find(
    name => file.packed[name] && new RegExp(`\\b${name}\\b`).test(accepted),
  );
  const content = coding ? file.packed[coding]! : file.plain;
  return {
    status: 200,
    headers: {
      ...file.headers,
      ...(coding && { 'content-encoding': coding }),
      'content-length': String(content.length),
    },
    content,
  };
}

function readFolder(folder: string): Map<string, WebFile> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && types[extname(entry.name)] !== undefined)
    .map(entry => join(entry.parentPath, entry.name));
  return new Map(
    names.map(name => [`/${name.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '')}`, readFile(name)]),
  );
}

function readFile(name: string): WebFile {
  const plain = readFileSync(name);
  const packed = { br: tryRead(`${name}.br`), gzip: tryRead(`${name}.gz`) };
  const hashed = /[\\/]assets[\\/]/.test(name);
  return {
    plain,
    packed: { ...(packed.br && { br: packed.br }), ...(packed.gzip && { gzip: packed.gzip }) },
    headers: {
      'content-type': types[extname(name)]!,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      etag: `"${sha256(plain).toString('base64url')}"`,
      ...(extname(name) === '.html' && { 'content-security-policy': pagePolicy }),
    },
  };
}

function tryRead(name: string): Buffer | undefined {
  try {
    return readFileSync(name);
  } catch {
    return undefined;
  }
}
