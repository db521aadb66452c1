// From an endpoint's input to the request that carries it: shared by services and by the web app, so nothing of Node is
// in here.

import { type Endpoint, pathParameters } from '../contract.ts';

export interface RequestParts {
  path: string;
  body?: string | Uint8Array;
  contentType?: string;
  headers: Record<string, string>;
}

/** Path parameters into the path, what belongs there into headers, the rest into the query or the body: the reverse of
 * what request.ts reads. */
export function requestOf(endpoint: Endpoint, input: Record<string, unknown>): RequestParts {
  const rest = { ...input };
  const headers: Record<string, string> = {};
  for (const [field, header] of Object.entries(endpoint.headers ?? {})) {
    if (input[field] !== undefined) headers[header] = String(input[field]);
    delete rest[field];
  }
  let path: string = endpoint.path;
  for (const parameter of pathParameters(path)) {
    path = path.replace(`:${parameter}`, encodeURIComponent(String(input[parameter])));
    delete rest[parameter];
  }
  if (endpoint.upload) {
    const { content, contentType, ...query } = rest;
    return { path: path + queryOf(query), body: content as Uint8Array, contentType: contentType as string, headers };
  }
  if (endpoint.method === 'GET' || endpoint.method === 'DELETE') return { path: path + queryOf(rest), headers };
  return { path, body: JSON.stringify(rest), contentType: 'application/json', headers };
}

function queryOf(fields: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const item of [value].flat()) if (item !== undefined && item !== null) query.append(name, String(item));
  return query.size === 0 ? '' : `?${query}`;
}
