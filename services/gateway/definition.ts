// What the gateway needs.

import { z } from 'zod';
import { defineService } from '#kernel/service';
import { building } from '#services/building/contract';
import {
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from '#services/building/events';
import { userDeleted } from '#services/iam/events';
import { notification } from '#services/notification/contract';
import { ticket } from '#services/ticket/contract';
import {
  ticketAssigned,
  ticketClosed,
  ticketCreated,
  ticketSlaBreached,
  ticketStatusChanged,
} from '#services/ticket/events';
import { gateway } from './contract.ts';

const count = z.coerce.number().int().min(1);

/** `https://a.example, https://b.example`, or `*` for all. */
const Origins = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(origin => origin.trim())
      .filter(Boolean),
  )
  .refine(
    origins => origins.every(origin => origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)),
    'takes origins such as https://app.example, separated by commas, or *',
  );

export const gatewayService = defineService({
  contract: gateway,
  uses: { building, ticket, notification },
  consumes: [
    ticketCreated,
    ticketAssigned,
    ticketStatusChanged,
    ticketClosed,
    ticketSlaBreached,
    verificationSubmitted,
    verificationRejected,
    residentVerified,
    residentUnverified,
    unitAssignedToUser,
    unitVacated,
    userDeleted,
  ],
  config: z.strictObject({
    corsOrigins: Origins,
    /** How many proxies stand in front, exactly. */
    trustedProxies: z.coerce.number().int().min(0).max(10).default(0),
    userPerMinute: count.default(600),
    /** People of one household or one office share an address. */
    addressPerMinute: count.default(300),
    maxInFlight: count.default(1_000),
    maxLagMs: count.default(200),
    apiLog: z.stringbool().default(true),
    /** The folder of the built web app, or `none`; `agora start` builds it where nothing is said. */
    webDir: z.string().optional(),
  }),
  partitions: [
    { table: 'api_logs', keepMonths: 3 },
    { table: 'analytics_events', keepMonths: 13 },
  ],
  migrations: new URL('./migrations/', import.meta.url),
});
