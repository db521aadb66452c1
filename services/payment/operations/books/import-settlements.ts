import { sha256 } from '#kernel/security/digest';
import { paymentService } from '../../definition.ts';
import { providerFor } from '../../ports/providers.ts';
import { ensureSettlementAccounts, keepSettlements } from '../../settlements.ts';

export const importSettlements = paymentService.operation(
  'importSettlements',
  async (ctx, { provider, content }, call) => {
    const lines = providerFor(ctx, provider).readSettlements(Buffer.from(content).toString());
    await ensureSettlementAccounts(ctx, provider);
    return ctx.db.transaction(async tx => {
      const file = { provider, hash: sha256(content), importedBy: call.user?.userId ?? null };
      return { rows: lines.length, added: await keepSettlements(ctx, tx, file, lines) };
    });
  },
);
