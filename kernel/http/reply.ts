// From an output or an error to an HTTP response.

import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Endpoint, File, type FileReply, Nothing } from '../contract.ts';
import { CodedError, toProblem } from '../errors.ts';

/** Sends an endpoint's output; a GET carries an ETag and is answered 304 where the asker has it. */
export function sendOutput(endpoint: Endpoint, output: unknown, request: Request, response: Response): void {
  if (endpoint.output === Nothing) response.status(204).end();
  else if (endpoint.output === File) sendFile(output as FileReply, response);
  else sendJson(endpoint, output, request, response);
}

function sendJson(endpoint: Endpoint, output: unknown, request: Request, response: Response): void {
  const body = JSON.stringify(output);
  response.statusCode = endpoint.creates ? 201 : 200;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  if (endpoint.method === 'GET') {
    response.setHeader('cache-control', 'private, no-cache');
    response.setHeader('etag', etagOf(output, body));
    if (request.fresh) return void response.status(304).end();
  }
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

/** The version of a versioned thing, to be sent back as If-Match; else a hash of the body. */
function etagOf(output: unknown, body: string): string {
  const version = (output as { version?: unknown } | null)?.version;
  return typeof version === 'number' ? `"${version}"` : `W/"${createHash('sha1').update(body).digest('base64url')}"`;
}

function sendFile({ mime, content, filename, cacheSeconds }: FileReply, response: Response): void {
  response.setHeader('content-type', mime);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', cacheSeconds ? `private, max-age=${cacheSeconds}` : 'no-store');
  if (filename) response.setHeader('content-disposition', `attachment; filename*=UTF-8''${extValue(filename)}`);
  response.end(content);
}

/** A name in the form of RFC 8187, by which it arrives in any language. */
const extValue = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, char => `%${char.charCodeAt(0).toString(16)}`);

/** Sends an error as `application/problem+json`; what went wrong inside stays inside. */
export function sendProblem(error: unknown, requestId: string, response: Response): number {
  const problem = toProblem(error, requestId);
  if (response.headersSent) {
    response.destroy();
    return problem.status;
  }
  const retryAfter = error instanceof CodedError ? error.extras.retryAfterSeconds : undefined;
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
  response.status(problem.status).setHeader('content-type', 'application/problem+json');
  response.setHeader('cache-control', 'no-store');
  response.end(JSON.stringify(problem));
  return problem.status;
}
