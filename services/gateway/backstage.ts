// The way behind one service, for those who look after the platform.

import { fail } from '#kernel/errors';
import type { Ctx } from '#kernel/service';

/** What a service answers for itself. Raises `not_found` for a name that is none. */
export const behind = ({ backstage }: Pick<Ctx, 'backstage'>, service: string) =>
  backstage.get(service) ?? fail('not_found', `There is no service ${service}: ${[...backstage.keys()].join(', ')}.`);
