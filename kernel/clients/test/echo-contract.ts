// A contract that shows what arrived.

import { z } from 'zod';
import { Content, contract, endpoint, File, Nothing } from '../../contract.ts';

const everyKind = {
  name: z.string().max(200),
  year: z.int(),
  flag: z.boolean(),
  ratio: z.number().default(0.5),
  tags: z.array(z.string()).max(10).default([]),
  counts: z.array(z.int()).optional(),
  note: z.string().optional(),
};
const Everything = z.strictObject({ ...everyKind, ratio: z.number(), tags: z.array(z.string()) });
const Who = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const fault = z.strictObject({ code: z.string(), extras: z.record(z.string(), z.unknown()).default({}) });

export const echo = contract('echo', {
  ask: endpoint({
    method: 'GET',
    path: '/v1/echo/:name/:year',
    summary: 'Everything as it came',
    access: 'public',
    input: z.strictObject(everyKind),
    output: Everything,
  }),
  tell: endpoint({
    method: 'POST',
    path: '/v1/echo/:name',
    summary: 'Everything as it came',
    access: 'public',
    creates: true,
    input: z.strictObject(everyKind),
    output: Everything,
  }),
  signed: endpoint({
    method: 'POST',
    path: '/v1/echo-signed',
    summary: 'The raw body, with what came beside it in headers',
    access: 'public',
    upload: { maxBytes: 1_000, types: ['application/json'] },
    headers: { signature: 'x-signature' },
    input: z.strictObject({
      content: Content,
      contentType: z.string(),
      signature: z.string().optional(),
      note: z.string().optional(),
    }),
    output: z.strictObject({ body: z.string(), signature: z.string().nullable(), note: z.string().nullable() }),
  }),
  who: endpoint({
    method: 'POST',
    path: '/v1/who',
    summary: 'The caller',
    access: 'user',
    deadlineMs: 2_000,
    input: z.strictObject({}),
    output: Who,
  }),
  fault: endpoint({
    method: 'POST',
    path: '/v1/faults',
    summary: 'Raises',
    access: 'public',
    input: fault,
    output: Nothing,
  }),
  sleep: endpoint({
    method: 'POST',
    path: '/v1/naps',
    summary: 'Never answers',
    access: 'public',
    input: z.strictObject({}),
    output: Nothing,
  }),
  rest: endpoint({
    method: 'DELETE',
    path: '/v1/echo/:name',
    summary: 'Gives nothing',
    access: 'service',
    input: z.strictObject({ name: z.string() }),
    output: Nothing,
  }),
  file: endpoint({
    method: 'GET',
    path: '/v1/files/:filename',
    summary: 'A file',
    access: 'public',
    input: z.strictObject({ filename: z.string() }),
    output: File,
  }),
  upload: endpoint({
    method: 'POST',
    path: '/v1/files',
    summary: 'The size of a file',
    access: 'public',
    upload: { maxBytes: 1_000, types: ['image/png'] },
    input: z.strictObject({ content: Content, contentType: z.string(), title: z.string() }),
    output: z.strictObject({ bytes: z.array(z.int()), contentType: z.string(), title: z.string() }),
  }),
});
