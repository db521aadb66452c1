import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userCreated, userInvited } from '../events.ts';
import { type Iam, linkToken, login, newEmail, newIp, openIam, password, registered } from './people.ts';

let t: Iam;
const scope = 'building:0197a000-0000-7000-8000-000000000001';
const guest = () => t.anonymous({ ip: newIp() }).iam;
const manager = () => t.as(t.person(`manager@${scope}`)).iam;
const admin = () => t.as(t.person('admin@platform')).iam;
const dead = { code: 'not_found', extras: { reason: 'dead_link' } };

async function invited(email: string, role: 'support' | 'resident' = 'support') {
  const invitation = await manager().inviteUser({ email, role, scope, locale: 'de' });
  return { invitation, token: await linkToken(t, userInvited, email) };
}

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('somebody without an account is invited, makes one and has the role', async () => {
  const email = newEmail();
  const { invitation, token } = await invited(email);
  expect(invitation).toMatchObject({ email, role: 'support', scope, state: 'open' });
  expect(await guest().previewInvitation({ token })).toMatchObject({
    email,
    role: 'support',
    scope,
    needsAccount: true,
  });
  await expect(guest().acceptInvitation({ token })).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'account_needed' },
  });
  const accepted = await guest().acceptInvitation({ token, name: 'Noah', password });
  expect(accepted).toMatchObject({ email, role: 'support', scope, accountCreated: true });
  const account = await admin().getUser({ userId: accepted.userId });
  expect(account).toMatchObject({
    name: 'Noah',
    locale: 'de',
    emailVerified: true,
    grants: [{ role: 'support', scope }],
  });
  await expect(login(t, email)).resolves.toBeTruthy();
  await t.settle();
  expect(t.published(userCreated).at(-1)!.data).toEqual({ userId: accepted.userId });
});

test('somebody with an account only gets the role; the password stays', async () => {
  const { email, id } = await registered(t);
  const { token } = await invited(email);
  expect(await guest().previewInvitation({ token })).toMatchObject({ needsAccount: false });
  const accepted = await guest().acceptInvitation({ token, name: 'Eve', password: 'a planted password' });
  expect(accepted).toMatchObject({ userId: id, accountCreated: false });
  expect((await admin().getUser({ userId: id })).name).toBe('Ada Adler');
  await expect(login(t, email)).resolves.toBeTruthy();
});

test('an account nobody had proven takes the password of the invitation', async () => {
  const email = newEmail();
  await guest().register({ email, password: 'planted beforehand', name: 'Eve' });
  const { token } = await invited(email);
  expect(await guest().acceptInvitation({ token, name: 'Owner', password })).toMatchObject({ accountCreated: true });
  await expect(login(t, email)).resolves.toBeTruthy();
  await expect(guest().login({ email, password: 'planted beforehand' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('an invitation is accepted once, within a week', async () => {
  const { token } = await invited(newEmail());
  const accept = () => guest().acceptInvitation({ token, name: 'Noah', password });
  const uses = await Promise.allSettled([accept(), accept(), accept(), accept()]);
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(accept()).rejects.toMatchObject(dead);

  const late = await invited(newEmail());
  await t.advance('8 days');
  await expect(guest().acceptInvitation({ token: late.token, name: 'Noah', password })).rejects.toMatchObject(dead);
  await expect(guest().previewInvitation({ token: late.token })).rejects.toMatchObject(dead);
});

test('a repeated request with one key sends one invitation', async () => {
  const email = newEmail();
  const user = t.person(`manager@${scope}`);
  const request = () => t.as(user, { idempotencyKey: 'once' }).iam.inviteUser({ email, role: 'support', scope });
  const replies = await Promise.all([request(), request(), request()]);
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
});

test('inviting again replaces the invitation before', async () => {
  const email = newEmail();
  const first = await invited(email);
  const second = await invited(email);
  await expect(guest().acceptInvitation({ token: first.token, name: 'Noah', password })).rejects.toMatchObject(dead);
  await expect(guest().acceptInvitation({ token: second.token, name: 'Noah', password })).resolves.toBeTruthy();
});

test('two invitations of one address to one role at once leave one open', async () => {
  const email = newEmail();
  const invite = () => manager().inviteUser({ email, role: 'support', scope });
  const results = await Promise.allSettled([invite(), invite(), invite(), invite()]);
  const failures = results.flatMap(result => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(failures.every(code => code === 'conflict')).toBe(true);
  const { open } = await t.db('iam').one({ open: col.int })`
    select count(*)::int as open from invitations where email = ${email} and accepted_at is null and revoked_at is null`;
  expect(open).toBe(1);
});

test('an invitation is taken back by whoever could have sent it, and by nobody else', async () => {
  const { invitation, token } = await invited(newEmail());
  const stranger = t.as(t.person('manager@building:0197a000-0000-7000-8000-0000000000ff')).iam;
  await expect(stranger.revokeInvitation({ invitationId: invitation.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(manager().revokeInvitation({ invitationId: t.person().userId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await manager().revokeInvitation({ invitationId: invitation.id });
  await expect(guest().acceptInvitation({ token, name: 'Noah', password })).rejects.toMatchObject(dead);
});

test('invitations are listed by state, in pages, to those who oversee the scope', async () => {
  const own = 'building:0197a000-0000-7000-8000-0000000000ab';
  const boss = t.as(t.person(`manager@${own}`)).iam;
  const ids: string[] = [];
  const emails = [newEmail(), newEmail(), newEmail(), newEmail()];
  for (const email of emails) ids.unshift((await boss.inviteUser({ email, role: 'support', scope: own })).id);
  const accepted = await linkToken(t, userInvited, emails.at(-1)!);
  await guest().acceptInvitation({ token: accepted, name: 'Noah', password });
  await boss.revokeInvitation({ invitationId: ids[1]! });
  const first = await boss.listInvitations({ scope: own, limit: 2 });
  const second = await boss.listInvitations({ scope: own, limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id, state }) => [id, state])).toEqual([
    [ids[0], 'accepted'],
    [ids[1], 'revoked'],
    [ids[2], 'open'],
    [ids[3], 'open'],
  ]);
  const idsIn = async (state: 'open' | 'accepted' | 'revoked' | 'expired') =>
    (await boss.listInvitations({ scope: own, state })).items.map(({ id }) => id);
  expect([await idsIn('open'), await idsIn('accepted'), await idsIn('revoked')]).toEqual([
    [ids[2], ids[3]],
    [ids[0]],
    [ids[1]],
  ]);
  await t.advance('8 days');
  expect(await idsIn('expired')).toEqual([ids[2], ids[3]]);
  await expect(manager().listInvitations({ scope: own })).rejects.toMatchObject({ code: 'not_found' });
});

test('the mail says who invites to what, in the invited person’s language', async () => {
  const { email: bossEmail, id } = await registered(t);
  const boss = { ...t.person(`manager@${scope}`), userId: id };
  const email = newEmail();
  await t.as(boss).iam.inviteUser({ email, role: 'resident', scope, locale: 'de' });
  await t.settle();
  const { requestId } = t.published(userInvited).at(-1)!.data as { requestId: string };
  const mail = await t.asService('notification').iam.getMessage({ requestId });
  expect(mail).toMatchObject({
    kind: 'invitation',
    userId: null,
    email,
    name: null,
    locale: 'de',
    data: { role: 'resident', scope, invitedBy: 'Ada Adler' },
  });
  expect(mail.url).toMatch(/^http:\/\/agora\.test\/invitation\?token=/);
  expect(JSON.stringify(t.published())).not.toContain(bossEmail);
});

test('a suspended person cannot accept', async () => {
  const { email, id } = await registered(t);
  const { token } = await invited(email);
  await admin().suspendUser({ userId: id, reason: 'unpaid' });
  await expect(guest().acceptInvitation({ token })).rejects.toMatchObject({ code: 'permission_denied' });
});
