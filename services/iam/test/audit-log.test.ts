import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import { sealBlock } from '../audit.ts';
import type { IamCtx } from '../definition.ts';
import { as, type Iam, login, member, newIp, openIam } from './people.ts';

let t: Iam;
const admin = () => t.as(t.person('admin@platform')).iam;
const verify = (input = {}) => admin().verifyAuditLog(input);

/** Changes the log as somebody who owns the database could. */
async function tamper(change: ReturnType<typeof sql>): Promise<void> {
  await t.db('iam').transaction(async tx => {
    await tx.run`alter table security_audit_logs disable trigger all`;
    await tx.run`${change}`;
    await tx.run`alter table security_audit_logs enable trigger all`;
  });
}

beforeAll(async () => {
  t = await openIam();
});
beforeEach(async () => {
  await member(t);
  await t.settle();
  expect(await verify()).toMatchObject({ intact: true, firstBad: null });
});
afterAll(() => t.close());

test('what happens to an account is written down with who, whence and what', async () => {
  const { email, id, tokens } = await member(t, { ip: '203.0.113.9' });
  const guest = t.anonymous({ ip: '203.0.113.10' }).iam;
  await guest.login({ email, password: 'wrong' }).catch(() => {});
  await as(t, tokens, { ip: '203.0.113.11' }).logout({});
  await t.settle();
  const { items } = await admin().listAuditLog({ userId: id });
  expect(items.map(({ action, ip, actorId }) => [action, ip, actorId])).toEqual([
    ['session.ended', '203.0.113.11', id],
    ['login.failed', '203.0.113.10', null],
    ['session.opened', '203.0.113.9', null],
    ['account.created', expect.any(String), null],
    ['email.verified', expect.any(String), null],
    ['registration.requested', expect.any(String), null],
  ]);
  expect(JSON.stringify(items)).not.toContain(email);
});

test('the log is read in pages and by action', async () => {
  const first = await admin().listAuditLog({ limit: 2, action: 'session.opened' });
  expect(first.items.every(({ action }) => action === 'session.opened')).toBe(true);
  const all = await admin().listAuditLog({ limit: 3 });
  const next = await admin().listAuditLog({ limit: 3, cursor: all.nextCursor! });
  expect(next.items[0]!.sequence).toBe(all.items[2]!.sequence - 1);
});

test('rows cannot be changed, deleted or truncated', async () => {
  const refused = { message: expect.stringContaining('append-only') };
  await expect(t.db('iam').run`update security_audit_logs set action = 'x'`).rejects.toMatchObject(refused);
  await expect(t.db('iam').run`delete from security_audit_logs`).rejects.toMatchObject(refused);
  await expect(t.db('iam').run`truncate security_audit_logs`).rejects.toMatchObject(refused);
});

test('a changed row is named, and the same row again after it was put back is not', async () => {
  await tamper(sql`update security_audit_logs set ip = '198.51.100.1' where sequence = 3`);
  const found = await verify();
  expect(found).toMatchObject({
    intact: false,
    firstBad: { sequence: 3, reason: 'its content is not what was sealed' },
  });
  const [entry] = (await admin().listAuditLog({ limit: 100 })).items.filter(({ sequence }) => sequence === 3);
  expect(found.firstBad!.id).toBe(entry!.id);
  await tamper(sql`
    update security_audit_logs l set ip = o.ip
    from security_audit_logs o where l.sequence = 3 and o.sequence = 2`);
  expect(await verify()).toMatchObject({ intact: true });
});

test('a row taken out is named', async () => {
  await t.db('iam').run`create table kept as select * from security_audit_logs where sequence = 4`;
  await tamper(sql`delete from security_audit_logs where sequence = 4`);
  expect(await verify()).toMatchObject({ firstBad: { sequence: 4, id: null, reason: 'this row is missing' } });
  await tamper(sql`insert into security_audit_logs select * from kept`);
});

test('a log cut off at its end, and one whose head was cut off with it, are found out', async () => {
  const { checkpoint } = await verify();
  const older = checkpoint.sequence - 2;
  await t.db('iam').run`create table cut as select * from security_audit_logs where sequence > ${older}`;
  await t.db('iam').run`create table head as select * from security_audit_head`;
  await tamper(sql`delete from security_audit_logs where sequence > ${older}`);
  expect(await verify()).toMatchObject({ firstBad: { sequence: older + 1, reason: 'this row is missing' } });

  await t.db('iam').run`
    update security_audit_head h set sequence = l.sequence, hash = l.hash
    from security_audit_logs l where l.sequence = ${older}`;
  expect(await verify()).toMatchObject({
    firstBad: { sequence: older, reason: 'the end of the chain was not written by this platform' },
  });
  expect(await verify({ checkpoint })).toMatchObject({ intact: false });

  await tamper(sql`insert into security_audit_logs select * from cut`);
  await t.db('iam').run`
    update security_audit_head h set sequence = k.sequence, hash = k.hash, mac = k.mac from head k`;
  expect(await verify({ checkpoint })).toMatchObject({ intact: true });
});

test('a checkpoint kept elsewhere tells when rows it saw are gone or others', async () => {
  const { checkpoint } = await verify();
  await tamper(sql`
    update security_audit_logs set hash = decode(repeat('ab', 32), 'hex') where sequence = ${checkpoint.sequence}`);
  expect(await verify({ checkpoint, month: '2019-01' })).toMatchObject({
    rows: 0,
    firstBad: { sequence: checkpoint.sequence, reason: 'it is not the row the checkpoint names' },
  });
  await tamper(sql`
    update security_audit_logs set hash = decode(${checkpoint.hash}, 'hex') where sequence = ${checkpoint.sequence}`);
  const forged = { ...checkpoint, mac: 'ab'.repeat(32) };
  await expect(verify({ checkpoint: forged })).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('a month is checked by itself, and joins the month before', async () => {
  await t.advance('31 days');
  await member(t);
  await t.settle();
  const [march, april] = [await verify({ month: '2026-03' }), await verify({ month: '2026-04' })];
  expect([march.intact, april.intact]).toEqual([true, true]);
  expect(march.rows + april.rows).toBe((await verify()).rows);
  await tamper(sql`update security_audit_logs set action = 'x' where sequence = 1`);
  expect(await verify({ month: '2026-03' })).toMatchObject({ firstBad: { sequence: 1 } });
  expect(await verify({ month: '2026-04' })).toMatchObject({ intact: true });
  await tamper(sql`update security_audit_logs set action = 'signing_key.made' where sequence = 1`);
});

test('logins at once and several sealers leave one chain without a gap', async () => {
  const { email } = await member(t);
  const ctx = t.ctx('iam') as IamCtx;
  const logins = () => Promise.all(Array.from({ length: 4 }, () => login(t, email, { ip: newIp() })));
  const seals = () => Promise.all(Array.from({ length: 5 }, () => sealBlock(ctx)));
  for (let round = 0; round < 3; round++) {
    await logins();
    await t.advance('2 minutes');
    await logins();
    await seals();
  }
  await Promise.all([logins(), seals()]);
  await t.settle();
  const { waiting } = await t.db('iam').one({ waiting: col.int })`
    select count(*)::int as waiting from security_audit_pending`;
  expect(waiting).toBe(0);
  expect(await verify()).toMatchObject({ intact: true });
});
