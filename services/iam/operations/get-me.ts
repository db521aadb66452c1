import { iamService } from '../definition.ts';
import { accountOf } from '../people.ts';

export const getMe = iamService.operation('getMe', (ctx, _input, call) => accountOf(ctx, ctx.db, call.userId));
