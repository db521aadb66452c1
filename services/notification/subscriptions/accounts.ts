// What happens to accounts.

import type { Tx } from '#kernel/sql/database';
import {
  passwordResetRequested,
  securityAlert,
  userCreated,
  userDeleted,
  userInvited,
  userRoleChanged,
  verificationRequested,
} from '#services/iam/events';
import { exportReady } from '#services/profile/events';
import { notificationService } from '../definition.ts';
import { enqueue, enqueueRequest } from '../delivery/enqueue.ts';
import { forget } from '../forget.ts';

export const onVerificationRequested = notificationService.on(verificationRequested, (ctx, request, tx) =>
  enqueueRequest(ctx, tx, { ...request, type: 'account.verification' }),
);

export const onPasswordResetRequested = notificationService.on(passwordResetRequested, (ctx, request, tx) =>
  enqueueRequest(ctx, tx, { ...request, type: 'account.password_reset' }),
);

export const onInvited = notificationService.on(userInvited, (ctx, request, tx) =>
  enqueueRequest(ctx, tx, { ...request, type: 'account.invitation' }),
);

export const onSecurityAlert = notificationService.on(securityAlert, (ctx, { userId, kind }, tx, meta) =>
  enqueue(ctx, tx, { type: 'account.security_alert', key: meta.id, userIds: [userId], variables: { kind } }),
);

export const onUserCreated = notificationService.on(userCreated, (ctx, { userId }, tx, meta) =>
  enqueue(ctx, tx, { type: 'account.welcome', key: meta.id, userIds: [userId], variables: {} }),
);

const staffRoles = ['manager', 'support'];

/** Who works for a building or a vendor is known here, so that its news reach them without asking anybody. */
export const onRoleChanged = notificationService.on(
  userRoleChanged,
  async (_ctx, { userId, role, scope, change }, tx) => {
    const [kind, buildingId] = scope.split(':');
    if (kind === 'vendor' && buildingId && role === 'vendor') return setVendorStaff(tx, buildingId, userId, change);
    if (kind !== 'building' || !buildingId || !staffRoles.includes(role)) return;
    if (change === 'granted')
      await tx.run`
      insert into building_staff (building_id, user_id, role) values (${buildingId}, ${userId}, ${role})
      on conflict do nothing`;
    else
      await tx.run`
      delete from building_staff where building_id = ${buildingId} and user_id = ${userId} and role = ${role}`;
  },
);

async function setVendorStaff(tx: Tx, vendorId: string, userId: string, change: 'granted' | 'revoked'): Promise<void> {
  if (change === 'granted')
    await tx.run`
      insert into vendor_staff (vendor_id, user_id) values (${vendorId}, ${userId}) on conflict do nothing`;
  else await tx.run`delete from vendor_staff where vendor_id = ${vendorId} and user_id = ${userId}`;
}

export const onUserDeleted = notificationService.on(userDeleted, (ctx, { userId }, tx) => forget(ctx, tx, userId));

export const onExportReady = notificationService.on(exportReady, (ctx, { userId, exportId, complete }, tx) =>
  enqueue(ctx, tx, {
    type: 'profile.export_ready',
    key: exportId,
    userIds: [userId],
    variables: { exportId, complete },
  }),
);
