import { fail } from '#kernel/errors';
import { sameBytes, sha256 } from '#kernel/security/digest';
import { notificationService } from '../definition.ts';
import { suppress } from '../delivery/suppression.ts';
import { readProviderEvents } from '../domain/provider-events.ts';

export const takeProviderEvents = notificationService.operation(
  'takeProviderEvents',
  async (ctx, { provider, key, content }) => {
    const { webhookKey } = ctx.config;
    if (!webhookKey || !sameBytes(sha256(key), sha256(webhookKey))) fail('not_found', 'There is no such address.');
    const { complaints, confirmUrl } = readProviderEvents(provider, new TextDecoder().decode(content));
    if (confirmUrl) ctx.log.warn({ confirmUrl }, `open this address once, so that ${provider} begins to send events`);
    for (const { email, reason } of complaints) await suppress(ctx, email, reason, provider);
  },
);
