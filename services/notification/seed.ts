import type { NotificationCtx } from './definition.ts';
export const seed = async (_ctx: NotificationCtx) => {};
