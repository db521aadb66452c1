import { iamService } from '../definition.ts';
import { accountOf } from '../people.ts';

export const getUser = iamService.operation('getUser', (ctx, { userId }) => accountOf(ctx, ctx.db, userId));
