// Endpoints by which people come to belong to a home: invitation, request with a document, registration beforehand.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { BuildingAddress, BuildingCode, Day, Membership, Relation } from './wire.ts';

const managerOfRow = { role: 'manager', of: 'row' } as const;
const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;

const livesHere = z.boolean().default(true).describe('False for an owner or tenant who does not live there');
const stay = { movesInOn: Day.nullable().default(null), movesOutOn: Day.nullable().default(null) };

export const Invitation = z
  .strictObject({
    id: Id,
    unitId: Id,
    buildingId: Id,
    code: z.string().describe('To be handed to those invited'),
    relation: Relation,
    maxUses: z.int(),
    uses: z.int(),
    state: z.enum(['open', 'used_up', 'expired', 'revoked']),
    movesInOn: Day.nullable(),
    movesOutOn: Day.nullable(),
    createdBy: Id.nullable(),
    expiresAt: Timestamp,
    createdAt: Timestamp,
  })
  .meta({ id: 'UnitInvitation' });

export const createInvitation = endpoint({
  method: 'POST',
  path: '/v1/units/:unitId/invitations',
  summary: 'Make a code by which others join a home',
  description: 'A manager invites anyone; an owner of the home invites tenants and members of the household.',
  access: 'row',
  idempotent: true,
  creates: true,
  limit: { per: 'user', capacity: 60, perMinute: 30 },
  input: z.strictObject({
    unitId: Id,
    relation: Relation,
    maxUses: z.int().min(1).max(20).default(1),
    validDays: z.int().min(1).max(90).default(14),
    ...stay,
  }),
  output: Invitation,
  errors: ['not_found', 'permission_denied', 'failed_precondition'],
});

export const listInvitations = endpoint({
  method: 'GET',
  path: '/v1/units/:unitId/invitations',
  summary: 'The invitations to a home, newest first; an owner sees those they made',
  access: 'row',
  input: z.strictObject({ unitId: Id, ...pageInput }),
  output: pageOf(Invitation),
  errors: ['not_found'],
});

export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/v1/unit-invitations/:invitationId',
  summary: 'Make an invitation void',
  access: 'row',
  input: z.strictObject({ invitationId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const joinHome = endpoint({
  method: 'POST',
  path: '/v1/memberships',
  summary: 'Join a home by an invitation code',
  access: 'user',
  idempotent: true,
  creates: true,
  limit: { per: 'user', capacity: 10, perMinute: 2, whenDown: 'refuse' },
  input: z.strictObject({ code: z.string().trim().min(12).max(40), livesHere }),
  output: Membership,
  errors: ['not_found', 'already_exists', 'failed_precondition'],
});

const VerificationState = z.enum(['pending', 'approved', 'rejected', 'withdrawn', 'superseded']);
const DocumentKind = z.enum(['lease', 'title_deed', 'utility_bill', 'id_card', 'other']);

const request = {
  id: Id,
  unitId: Id,
  buildingId: Id,
  userId: Id.nullable(),
  relation: Relation,
  livesHere: z.boolean(),
  movesInOn: Day.nullable(),
  movesOutOn: Day.nullable(),
  documentKind: DocumentKind,
  documents: z.int().describe('How many files came with it'),
  state: VerificationState,
  reason: z.string().nullable(),
  decidedBy: Id.nullable(),
  decidedAt: Timestamp.nullable(),
  createdAt: Timestamp,
};
const VerificationRequest = z.strictObject(request).meta({ id: 'VerificationRequest' });
const VerificationDetail = z
  .strictObject({
    ...request,
    note: z.string().nullable(),
    documentNumber: z.string().nullable(),
    files: z.array(
      z.strictObject({ fileId: Id, mime: z.string(), size: z.int(), url: z.url(), thumbnailUrl: z.url().nullable() }),
    ),
  })
  .meta({ id: 'VerificationDetail' });

export const submitVerification = endpoint({
  method: 'POST',
  path: '/v1/units/:unitId/verification-requests',
  summary: 'Ask to be verified as belonging to a home, with a document',
  access: 'user',
  idempotent: true,
  creates: true,
  limit: { per: 'user', capacity: 10, perMinute: 1 },
  input: z.strictObject({
    unitId: Id,
    relation: Relation,
    livesHere,
    ...stay,
    documentKind: DocumentKind,
    documentNumber: line(60).nullable().default(null),
    fileIds: z.array(Id).min(1).max(5).describe('Files uploaded before'),
    note: prose(1000).nullable().default(null),
  }),
  output: VerificationRequest,
  errors: ['not_found', 'already_exists', 'failed_precondition'],
});

export const listVerifications = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/verification-requests',
  summary: 'The requests to be verified, oldest first',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, ...pageInput, state: VerificationState.optional() }),
  output: pageOf(VerificationRequest),
});

export const listMyVerifications = endpoint({
  method: 'GET',
  path: '/v1/me/verification-requests',
  summary: 'My own requests, newest first',
  access: 'user',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(VerificationRequest),
});

export const getVerification = endpoint({
  method: 'GET',
  path: '/v1/verification-requests/:requestId',
  summary: 'One request with links to its documents, which are kept for a while after the decision',
  access: 'row',
  input: z.strictObject({ requestId: Id }),
  output: VerificationDetail,
  errors: ['not_found'],
});

export const approveVerification = endpoint({
  method: 'POST',
  path: '/v1/verification-requests/:requestId/approve',
  summary: 'Approve a request: the person belongs to the home',
  access: managerOfRow,
  idempotent: true,
  audit: ['requestId'],
  input: z.strictObject({ requestId: Id }),
  output: Membership,
  errors: ['not_found', 'conflict', 'already_exists', 'failed_precondition'],
});

export const rejectVerification = endpoint({
  method: 'POST',
  path: '/v1/verification-requests/:requestId/reject',
  summary: 'Refuse a request, and say why',
  access: managerOfRow,
  audit: ['requestId'],
  input: z.strictObject({ requestId: Id, reason: prose(500) }),
  output: VerificationRequest,
  errors: ['not_found', 'conflict'],
});

export const withdrawVerification = endpoint({
  method: 'DELETE',
  path: '/v1/verification-requests/:requestId',
  summary: 'Take back my request',
  access: 'row',
  input: z.strictObject({ requestId: Id }),
  output: Nothing,
  errors: ['not_found', 'conflict'],
});

const Registration = z
  .strictObject({
    id: Id,
    userId: Id,
    buildingCode: z.string().nullable(),
    address: BuildingAddress.nullable(),
    unitLabel: z.string().nullable(),
    note: z.string().nullable(),
    state: z.enum(['waiting', 'linked', 'withdrawn']),
    buildingId: Id.nullable(),
    membershipId: Id.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'PropertyRegistration' });

export const registerProperty = endpoint({
  method: 'POST',
  path: '/v1/property-registrations',
  summary: 'Say where I live before the building is on the platform',
  description: 'Give the code of the building, its address, or both; its manager will see it once there is one.',
  access: 'user',
  idempotent: true,
  creates: true,
  limit: { per: 'user', capacity: 10, perMinute: 1 },
  input: z.strictObject({
    buildingCode: BuildingCode.nullable().default(null),
    address: BuildingAddress.nullable().default(null),
    unitLabel: line(40).nullable().default(null),
    note: prose(500).nullable().default(null),
  }),
  output: Registration,
  errors: ['already_exists'],
});

export const listMyRegistrations = endpoint({
  method: 'GET',
  path: '/v1/me/property-registrations',
  summary: 'My own registrations, newest first',
  access: 'user',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(Registration),
});

export const listRegistrations = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/property-registrations',
  summary: 'Who said they live here before the building was there, by its code or address; oldest first',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, ...pageInput }),
  output: pageOf(Registration),
});

export const linkRegistration = endpoint({
  method: 'POST',
  path: '/v1/property-registrations/:registrationId/link',
  summary: 'Let a registered person belong to a home',
  access: managerOfRow,
  idempotent: true,
  audit: ['registrationId', 'unitId', 'relation'],
  input: z.strictObject({ registrationId: Id, unitId: Id, relation: Relation, livesHere, ...stay }),
  output: Membership,
  errors: ['not_found', 'conflict', 'already_exists', 'failed_precondition'],
});

export const withdrawRegistration = endpoint({
  method: 'DELETE',
  path: '/v1/property-registrations/:registrationId',
  summary: 'Take back my registration',
  access: 'row',
  input: z.strictObject({ registrationId: Id }),
  output: Nothing,
  errors: ['not_found', 'conflict'],
});
