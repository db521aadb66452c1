// The guards of building.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/building';
const tests = `${service}/test`;

export const building: Table = {
  [`${service}/operations/joining/join-home.ts`]: {
    [`${tests}/invitation.test.ts`]: [
      ['a code lets more people in than it was made for', 'and uses < max_uses and', 'and'],
      ['a revoked code opens a home', 'and revoked_at is null and expires_at', 'and expires_at'],
      ['an expired code opens a home', ' and expires_at > ${ctx.now()}\n', ' \n'],
    ],
  },
  [`${service}/operations/joining/create-invitation.ts`]: {
    [`${tests}/invitation.test.ts`]: [
      ['an owner adds another owner', 'if (!isManager && !ownerMayInvite(relation))', 'if (false)'],
      ['an owner who moves out leaves a code behind', " and relation = 'owner' for share`", " and relation = 'owner'`"],
    ],
  },
  [`${service}/operations/joining/approve-verification.ts`]: {
    [`${tests}/verification.test.ts`]: [['anybody approves a request', "call.can('manager', { building })", 'true']],
  },
  [`${service}/operations/joining/get-verification.ts`]: {
    [`${tests}/verification.test.ts`]: [
      [
        'anybody reads the documents of a request',
        "isMine || call.can('manager', { building: found.building_id })",
        'true',
      ],
    ],
  },
  [`${service}/queries/verifications.ts`]: {
    [`${tests}/verification.test.ts`]: [
      [
        'two managers decide one request',
        "where id = ${requestId} and state = 'pending' returning",
        'where id = ${requestId} returning',
      ],
    ],
  },
  [`${service}/admit.ts`]: {
    [`${tests}/verification.test.ts`]: [
      ['a request outlives the joining by code', 'await settleRequests(ctx, tx, { unitId, userId });', ''],
    ],
    [`${tests}/hierarchy.test.ts`]: [
      [
        'somebody joins a home that is being archived',
        'and u.archived_at is null for share of u`',
        'and u.archived_at is null`',
      ],
    ],
  },
  [`${service}/queries/hierarchy.ts`]: {
    [`${tests}/hierarchy.test.ts`]: [
      [
        'a manager changes the units of another building',
        "call.require(call.can('manager', { building: found.building_id }), none.unit);",
        'call.require(true, none.unit);',
      ],
    ],
  },
  [`${service}/queries/members.ts`]: {
    [`${tests}/move-out.test.ts`]: [
      ['anybody moves anybody out', 'mayEnd({ manager, self, owner }, found.relation as Relation)', 'true'],
    ],
  },
  [`${service}/domain/belonging.ts`]: {
    [`${tests}/move-out.test.ts`]: [
      ['an owner moves a tenant out', "(by.owner && relation === 'household')", 'by.owner'],
    ],
  },
  [`${service}/vacate.ts`]: {
    [`${tests}/move-out.test.ts`]: [
      [
        'a home is vacated twice',
        "where id = ${membershipId} and state = 'active' returning",
        'where id = ${membershipId} returning',
      ],
      [
        'who has another home has left the building',
        'const leftBuilding = homes === 0;',
        'const leftBuilding = homes >= 0;',
      ],
      [
        'a later report of a move-out counts',
        ' and service = ${service} and handled_at is null`',
        ' and service = ${service}`',
      ],
    ],
    [`${tests}/invitation.test.ts`]: [
      [
        'the codes of who moved out stay good',
        'and created_by = ${userId} and revoked_at is null`',
        'and created_by = ${userId} and false`',
      ],
    ],
  },
  [`${service}/forget-user.ts`]: {
    [`${tests}/forget-user.test.ts`]: [
      [
        'a deleted account goes on living there',
        'for (const { id } of homes) await vacate(',
        'for (const { id } of homes.slice(homes.length)) await vacate(',
      ],
    ],
  },
};
