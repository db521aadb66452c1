// Which role can be held where, and who may give it.

import { fail } from '#kernel/errors';
import type { RoleName } from '../contract.ts';

type Kind = 'platform' | 'building' | 'provider' | 'vendor';

const scopesOf: Record<RoleName, readonly Kind[]> = {
  resident: ['building'],
  manager: ['building', 'platform'],
  support: ['building', 'platform'],
  admin: ['platform'],
  provider: ['provider'],
  vendor: ['vendor'],
  influencer: ['platform'],
  reseller: ['platform'],
};

const kindOf = (scope: string): Kind => scope.split(':')[0] as Kind;

/** Raises `invalid_argument` for a role that cannot be held in the scope. */
export function requireFittingScope(role: RoleName, scope: string): void {
  const kinds = scopesOf[role];
  if (kinds.includes(kindOf(scope))) return;
  const wanted = kinds.map(kind => (kind === 'platform' ? kind : `${kind}:<id>`)).join(' or ');
  fail('invalid_argument', `scope: ${role} is held in ${wanted}`, {
    fields: [{ path: 'scope', message: `${role} is held in ${wanted}` }],
  });
}

/** The roles a manager hands out in the own building. */
const byManager: readonly RoleName[] = ['resident', 'support'];

/** What is asked of the one who acts: a role in the building of the scope, or on the platform. */
export interface Granter {
  isAdmin: boolean;
  isManagerOf: (buildingId: string) => boolean;
}

/** Whether somebody may give or take a role in a scope: an administrator any, a manager some in the own building. */
export const mayGrant = (granter: Granter, role: RoleName, scope: string): boolean =>
  granter.isAdmin || (byManager.includes(role) && mayOversee(granter, scope));

/** Whether somebody may see who holds and who is invited to roles in a scope. */
export const mayOversee = (granter: Granter, scope: string): boolean =>
  granter.isAdmin || (kindOf(scope) === 'building' && granter.isManagerOf(scope.slice('building:'.length)));
