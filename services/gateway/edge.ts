// What the gateway decides about the public entrance.

import type { EdgeHooks } from '#kernel/http/edge';
import { apiLogOf, type GatewayCtx } from './api-log.ts';
import { webPages } from './ports/web-files.ts';

export function edgeHooks(ctx: GatewayCtx): EdgeHooks {
  const { config } = ctx;
  const log = apiLogOf(ctx);
  return {
    corsOrigins: config.corsOrigins,
    trustedProxies: config.trustedProxies,
    perMinute: { user: config.userPerMinute, address: config.addressPerMinute },
    shed: { maxInFlight: config.maxInFlight, maxLagMs: config.maxLagMs },
    record: exchange => {
      if (config.apiLog) log.record(exchange);
    },
    ...(config.webDir && config.webDir !== 'none' && { page: webPages(config.webDir) }),
  };
}
