// Who offers services: onboarding, papers and decisions.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf, prose } from '#kernel/contract';
import {
  adminOfPlatform,
  Day,
  DocumentKind,
  managerOfBuilding,
  Provider,
  ProviderDocument,
  ProviderState,
  Standing,
  versionInput,
} from './wire.ts';

const byProvider = { providerId: Id };
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'is as +4930123456');

export const createProvider = endpoint({
  method: 'POST',
  path: '/v1/providers',
  summary: 'Offer services; begins as a draft',
  access: 'user',
  idempotent: true,
  creates: true,
  input: z.strictObject({
    name: line(120, 2),
    about: prose(5_000, 0).default(''),
    phone: phone.nullable().default(null),
    zone: z.string().max(60).describe('The IANA time zone its hours are in'),
  }),
  output: Provider,
  errors: ['already_exists', 'invalid_argument'],
});

export const updateProvider = endpoint({
  method: 'PATCH',
  path: '/v1/providers/:providerId',
  summary: 'Change what is said of a provider',
  access: 'row',
  input: z.strictObject({
    ...byProvider,
    name: line(120, 2).optional(),
    about: prose(5_000, 0).optional(),
    phone: phone.nullable().optional(),
    ...versionInput,
  }),
  output: Provider,
  errors: ['not_found', 'version_mismatch'],
});

export const submitProvider = endpoint({
  method: 'POST',
  path: '/v1/providers/:providerId/submission',
  summary: 'Hand the papers in to be verified',
  description: 'Takes a document of identity and one of trade or insurance that holds today.',
  access: 'row',
  idempotent: true,
  input: z.strictObject(byProvider),
  output: Provider,
  errors: ['not_found', 'failed_precondition'],
});

export const getProvider = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId',
  summary: 'One provider',
  access: 'row',
  input: z.strictObject(byProvider),
  output: Provider,
  errors: ['not_found'],
});

export const listMyProviders = endpoint({
  method: 'GET',
  path: '/v1/me/providers',
  summary: 'The providers I act for',
  access: 'user',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(Provider) }),
});

export const listProviders = endpoint({
  method: 'GET',
  path: '/v1/providers',
  summary: 'All providers, the latest first',
  access: adminOfPlatform,
  input: z.strictObject({ ...pageInput, state: ProviderState.optional() }),
  output: pageOf(Provider),
  errors: ['invalid_cursor'],
});

export const decideProvider = endpoint({
  method: 'POST',
  path: '/v1/providers/:providerId/decision',
  summary: 'Verify a provider, reject it, or suspend it for the whole platform',
  access: adminOfPlatform,
  audit: ['providerId', 'decision', 'reason'],
  input: z.strictObject({
    ...byProvider,
    decision: z.enum(['verify', 'reject', 'suspend']),
    reason: line(500, 0).default(''),
  }),
  output: Provider,
  errors: ['not_found', 'failed_precondition'],
});

export const addDocument = endpoint({
  method: 'POST',
  path: '/v1/providers/:providerId/documents',
  summary: 'Add a paper; a newer one of the same kind goes before it',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({ ...byProvider, kind: DocumentKind, fileId: Id, expiresOn: Day.nullable().default(null) }),
  output: ProviderDocument,
  errors: ['not_found', 'failed_precondition'],
});

export const listDocuments = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/documents',
  summary: 'The papers of a provider, for itself and for those who decide on it',
  access: 'row',
  input: z.strictObject(byProvider),
  output: z.strictObject({ items: z.array(ProviderDocument) }),
  errors: ['not_found'],
});

export const removeDocument = endpoint({
  method: 'DELETE',
  path: '/v1/provider-documents/:documentId',
  summary: 'Take a paper back',
  access: 'row',
  input: z.strictObject({ documentId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const listBuildingProviders = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/providers',
  summary: 'Who offers services in a building, by name',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({ provider: Provider, standing: Standing.nullable(), reason: z.string(), mayServe: z.boolean() }),
    ),
  }),
});

export const setStanding = endpoint({
  method: 'PUT',
  path: '/v1/buildings/:buildingId/providers/:providerId/standing',
  summary: 'Approve a provider for a building, or block it there',
  description:
    'Approved, one that has handed its papers in may work there before it is verified for the platform. Blocked, none ' +
    'may; jobs that are booked stay. Without a standing the platform’s word counts.',
  access: managerOfBuilding,
  audit: ['buildingId', 'providerId', 'standing', 'reason'],
  input: z.strictObject({
    buildingId: Id,
    ...byProvider,
    standing: Standing.nullable(),
    reason: line(500, 0).default(''),
  }),
  output: z.strictObject({ providerId: Id, buildingId: Id, standing: Standing.nullable() }),
  errors: ['not_found'],
});
