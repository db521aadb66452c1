import type { Call } from '#kernel/call';
import type { Granter } from './domain/grants.ts';

/** Whoever acts, as the rules of domain/grants.ts see them. */
export const granterOf = (call: Call): Granter => ({
  isAdmin: call.can('admin', 'platform'),
  isManagerOf: buildingId => call.can('manager', { building: buildingId }),
});
