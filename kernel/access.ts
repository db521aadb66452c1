// Who may do what: roles are granted in a scope, an endpoint declares the role and where the scope is found,
// and what no rule allows is refused.

export const roles = [
  'resident',
  'manager',
  'admin',
  'provider',
  'vendor',
  'influencer',
  'reseller',
  'support',
] as const;
export type Role = (typeof roles)[number];

export const scopeKinds = ['building', 'provider', 'vendor'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** `platform`, or one building, provider or vendor by its id. */
export type Scope = 'platform' | { [K in ScopeKind]?: string };

/** As a token carries it: `scope` is `platform` or `building:<id>`. */
export interface Grant {
  role: Role;
  scope: string;
}

/**
 * - `public`: anyone. `user`: anyone signed in. `service`: only other services.
 * - `row`: anyone signed in, and the operation must decide on the row with `call.require`.
 * - `{ role, of }`: holds the role in a scope, taken from the named input field, or from the row as above.
 */
export type AccessRule =
  | 'public'
  | 'user'
  | 'service'
  | 'row'
  | { role: Role | readonly Role[]; of: 'platform' | 'row' | { [K in ScopeKind]?: string } };

/** The text form of a scope, as grants keep it. */
export function scopeText(scope: Scope): string {
  if (scope === 'platform') return scope;
  const [kind, id] = Object.entries(scope)[0] ?? [];
  return `${kind}:${id}`;
}

/** True if one of the grants gives one of the roles in the scope. A grant for the platform holds everywhere, and an
 * administrator of the platform may act in any role. */
export function holds(grants: readonly Grant[], wanted: Role | readonly Role[], scope: Scope): boolean {
  const text = scopeText(scope);
  return holdsAnywhere(
    grants.filter(grant => grant.scope === 'platform' || grant.scope === text),
    wanted,
  );
}

/** True if one of the grants gives one of the roles in any scope at all: the check before the row is known. */
export function holdsAnywhere(grants: readonly Grant[], wanted: Role | readonly Role[]): boolean {
  const enough = [wanted].flat();
  return grants.some(({ role, scope }) => enough.includes(role) || (role === 'admin' && scope === 'platform'));
}
