import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { targetPlace } from '../delivery/send.ts';
import { deviceRow, toDevice } from '../devices.ts';
import type { Target } from '../ports/push.ts';

const devicesKept = 20;

export const registerDevice = notificationService.operation('registerDevice', async (ctx, { target }, call) => {
  if (target.kind === 'web_push') checkSubscription(target, ctx.config.allowInsecureProviders);
  const address = target.kind === 'fcm' ? target.token : target.endpoint;
  const index = ctx.cipher.blindIndex(`${target.kind}|${address}`);
  const sealed = ctx.cipher.seal(JSON.stringify(target), targetPlace(index));
  return ctx.db.transaction(async tx => {
    // One device has one person: whoever signed in on it last.
    const found = await tx.one(deviceRow)`
      insert into device_tokens (id, user_id, kind, target, target_index, created_at)
      values (${ctx.id()}, ${call.userId}, ${target.kind}, ${sealed}, ${index}, ${ctx.now()})
      on conflict (target_index) do update
        set user_id = excluded.user_id, target = excluded.target, created_at = excluded.created_at
      returning ${deviceRow}`;
    await tx.run`
      delete from device_tokens where id in (
        select id from device_tokens where user_id = ${call.userId} order by created_at desc, id desc
        offset ${devicesKept})`;
    return toDevice(found);
  });
});

/** A key of the curve P-256 and a secret of 16 bytes (RFC 8291); the address must be one of the web. */
function checkSubscription(target: Extract<Target, { kind: 'web_push' }>, allowInsecure: boolean): void {
  const sizes = { p256dh: 65, auth: 16 };
  for (const [name, size] of Object.entries(sizes))
    if (Buffer.from(target.keys[name as keyof typeof sizes], 'base64url').length !== size)
      fail('invalid_argument', `target.keys.${name}: pass it as the browser's subscription has it.`);
  if (!allowInsecure && !target.endpoint.startsWith('https:'))
    fail('invalid_argument', 'target.endpoint: it must be addressed by https.');
}
