import { paymentService } from '../../definition.ts';
import { setBehaviour } from '../../sandbox/behaviour.ts';
import { requireSandbox } from '../../sandbox/show.ts';

export const setSandboxBehaviour = paymentService.operation('setSandboxBehaviour', async (ctx, behaviour) => {
  requireSandbox(ctx);
  return setBehaviour(ctx, behaviour);
});
