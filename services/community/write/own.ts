// Whose it is to change or take back.

import { fail } from '#kernel/errors';
import type { SeenPost } from '../queries/see.ts';

/** Raises `permission_denied` unless it is the caller's own, or an announcement and the caller may make them. */
export function requireOwn({ mine, kind, viewer }: SeenPost): void {
  if (mine || (kind === 'announcement' && viewer.staff)) return;
  fail('permission_denied', 'Only who wrote it may do that; what should not stand there can be flagged.');
}

/** Raises `permission_denied` unless the comment is the caller's own. */
export function requireAuthor({ mine }: SeenPost): void {
  if (!mine) fail('permission_denied', 'Only who wrote it may do that; what should not stand there can be flagged.');
}
