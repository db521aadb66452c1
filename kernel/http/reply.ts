// From an output or an error to an HTTP response.

import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Endpoint, File, type FileReply, Nothing } from '../contract.ts';
import { CodedError, toProblem } from '../errors.ts';

/** Names and values in turn, as `writeHead` takes them: written at once they cost a third of setting one by one. */
export type HeaderList = string[];

/** Sends an endpoint's output; a GET carries an ETag and is answered 304 where the asker has it. */
export function sendOutput(
  endpoint: Endpoint,
  output: unknown,
  request: Request,
  response: Response,
  headers: HeaderList,
): void {
  if (endpoint.output === Nothing) response.writeHead(204, headers).end();
  else if (endpoint.output === File) sendFile(output as FileReply, response, headers);
  else sendJson(endpoint, output, request, response, headers);
}

function sendJson(
  endpoint: Endpoint,
  output: unknown,
  request: Request,
  response: Response,
  headers: HeaderList,
): void {
  const { body, etag } = endpoint.cache ? keptText(endpoint, output) : textOf(endpoint, output);
  if (etag !== undefined) {
    headers.push('cache-control', 'private, no-cache', 'etag', etag);
    if (request.headers['if-none-match'] !== undefined) {
      response.setHeader('etag', etag); // Where Express looks for it.
      if (request.fresh) return void response.writeHead(304, headers).end();
    }
  } else headers.push('cache-control', 'no-store'); // Tokens among them: RFC 6749, section 5.1.
  headers.push('content-type', 'application/json; charset=utf-8', 'content-length', String(body.length));
  response.writeHead(endpoint.creates ? 201 : 200, headers).end(body);
}

interface Text {
  body: Buffer;
  etag?: string;
}

function textOf({ method }: Endpoint, output: unknown): Text {
  const body = Buffer.from(JSON.stringify(output));
  return method === 'GET' ? { body, etag: etagOf(output, body) } : { body };
}

/** What is kept is answered again and again: it is written out once, and forgotten with the output. */
const texts = new WeakMap<object, Text>();
function keptText(endpoint: Endpoint, output: unknown): Text {
  if (typeof output !== 'object' || output === null) return textOf(endpoint, output);
  const text = texts.get(output) ?? textOf(endpoint, output);
  texts.set(output, text);
  return text;
}

/** A hash of the body; behind the version of a versioned thing, to be sent back as If-Match. What is shown beside the row
 * whose version it is, such as the quotes of a request, changes without it. */
function etagOf(output: unknown, body: Buffer): string {
  const version = (output as { version?: unknown } | null)?.version;
  const digest = hash('sha1', body, 'base64url');
  return typeof version === 'number' ? `"${version}.${digest}"` : `W/"${digest}"`;
}

function sendFile(file: FileReply, response: Response, headers: HeaderList): void {
  const { mime, content, filename, cacheSeconds, formAction } = file;
  headers.push('content-type', mime, 'content-length', String(Buffer.byteLength(content)));
  headers.push('cache-control', cacheSeconds ? `private, max-age=${cacheSeconds}` : 'no-store');
  if (filename) headers.push('content-disposition', `attachment; filename*=UTF-8''${extValue(filename)}`);
  response.writeHead(200, formAction ? withFormAction(headers, formAction) : headers).end(content);
}

/** The standing policy, that also lets a form be sent to one other origin. */
const withFormAction = (headers: HeaderList, origin: string): HeaderList =>
  headers.map((value, index) =>
    headers[index - 1] === 'content-security-policy'
      ? value.replace("form-action 'self'", `form-action 'self' ${origin}`)
      : value,
  );

/** A name in the form of RFC 8187, by which it arrives in any language. */
const extValue = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, char => `%${char.charCodeAt(0).toString(16)}`);

/** Sends an error as `application/problem+json`; what went wrong inside stays inside. */
export function sendProblem(error: unknown, requestId: string, response: Response, headers: HeaderList): number {
  const problem = toProblem(error, requestId);
  if (response.headersSent) {
    response.destroy();
    return problem.status;
  }
  const retryAfter = error instanceof CodedError ? error.extras.retryAfterSeconds : undefined;
  const body = JSON.stringify(problem);
  const own = ['content-type', 'application/problem+json', 'cache-control', 'no-store'];
  own.push('content-length', String(Buffer.byteLength(body)));
  if (retryAfter !== undefined) own.push('retry-after', String(retryAfter));
  if (problem.status === 401) own.push('www-authenticate', 'Bearer');
  response.writeHead(problem.status, [...headers, ...own]).end(body);
  return problem.status;
}
