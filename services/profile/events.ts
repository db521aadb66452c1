// The facts profile owns.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

export const exportReady = event(
  'profile.export_ready',
  1,
  'exportId',
  z.strictObject({ exportId: Id, userId: Id, complete: z.boolean() }),
  'Everything that is kept about somebody is collected, or the time for it is over',
);
