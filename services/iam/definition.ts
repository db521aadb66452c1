// What iam needs, in one screen.

import { z } from 'zod';
import { named, secret } from '#kernel/config';
import { type Ctx, defineService } from '#kernel/service';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { providerCreated } from '#services/marketplace/events';
import { iam } from './contract.ts';
import { auditKeepMonths } from './domain/audit-chain.ts';
import {
  moveOutHandled,
  passwordResetRequested,
  securityAlert,
  userCreated,
  userDeleted,
  userInvited,
  userRoleChanged,
  userUpdated,
  verificationRequested,
} from './events.ts';

const Issuer = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'a name has a–z, 0–9 and -'),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
});
export type Issuer = z.output<typeof Issuer>;

const Issuers = z
  .string()
  .default('[]')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('must be a JSON list such as [{"name":"google","issuer":"https://…","clientId":"…"}]');
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(Issuer)
      .refine(
        issuers => new Set(['firebase', ...issuers.map(({ name }) => name)]).size === issuers.length + 1,
        'gives a name twice, or the name firebase, which is taken',
      ),
  );

const googleKeys = 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com';

export const iamService = defineService({
  contract: iam,
  publishes: [
    userCreated,
    userUpdated,
    userRoleChanged,
    userDeleted,
    verificationRequested,
    passwordResetRequested,
    userInvited,
    securityAlert,
    moveOutHandled,
  ],
  consumes: [residentVerified, residentUnverified, unitVacated, providerCreated],
  config: z.strictObject({
    oidcIssuers: secret(named('OIDC_ISSUERS', Issuers)),
    firebaseProjectId: named('FIREBASE_PROJECT_ID', z.string().min(1).optional()),
    firebaseKeysUrl: z.url().default(googleKeys),
    /** Lets providers be reached over plain HTTP and at private addresses: for tests and closed networks. */
    allowInsecureIssuers: z.stringbool().default(false),
    /** OWASP's least for argon2id: 19 MiB and two passes. */
    argon2MemoryKib: z.coerce.number().int().min(8).default(19_456),
    argon2Passes: z.coerce.number().int().min(1).default(2),
    /** Passwords hashed at once; the number of cores unless told. */
    hashConcurrency: z.coerce.number().int().min(1).optional(),
    /** How many may wait for their turn before the next one is refused. */
    hashQueue: z.coerce.number().int().min(0).default(100),
    /** Invited as administrator while the platform has none. */
    adminEmail: z.email().toLowerCase().optional(),
  }),
  constraints: {
    invitations_open_unique: { code: 'conflict', message: 'Somebody else has just sent this invitation.' },
    oauth_identities_subject_unique: { code: 'conflict', message: 'This sign-in is under way elsewhere; try again.' },
    users_email_unique: { code: 'conflict', message: 'This account is being made elsewhere; try again.' },
  },
  partitions: [{ table: 'security_audit_logs', keepMonths: auditKeepMonths }],
  migrations: new URL('./migrations/', import.meta.url),
});

export type IamCtx = Ctx<(typeof iamService)['definition']>;
