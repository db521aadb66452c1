// The guards of iam, as mutants.data.ts has the kernel's.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

const operations = 'services/iam/operations';
const tests = 'services/iam/test';

/** By the guarded file and the test that guards it: what is gone, the text, and what stands there instead. */
export const iam: Record<
  string,
  Record<string, readonly (readonly [name: string, find: string, replace: string])[]>
> = {
  'kernel/http/cookie.ts': {
    [`${tests}/session-cookie.test.ts`]: [
      [
        'a form of another site uses the session',
        "request.headers[sessionHeader] === 'cookie' ? endpoint.cookie : undefined",
        'endpoint.cookie',
      ],
      ['a script reads the refresh token', '  return rest;', '  return output;'],
      ['scripts read the cookie', 'Path=/; HttpOnly; Secure', 'Path=/; Secure'],
      [
        'whoever signs out keeps the cookie',
        '  if (output === undefined) {',
        '  if (output === undefined) return output;\n  if (output === null) {',
      ],
    ],
  },
  [`${operations}/refresh-session.ts`]: {
    [`${tests}/refresh.test.ts`]: [
      [
        'a rotated token is rotated again',
        'where refresh_hash = ${given} and',
        'where id in (select session_id from refresh_tokens where hash = ${given}) and',
      ],
      [
        'a revoked session is refreshed',
        'and ended_at is null and expires_at > ${now}\n      returning',
        'and expires_at > ${now}\n      returning',
      ],
      [
        'a repeated token gets another successor',
        "keyedHash(ctx, 'refresh-successor', refreshToken).toString('base64url')",
        'ctx.random.token(32)',
      ],
      [
        'a token may be repeated for ever',
        '<= durationMs(lifetimes.refreshGrace)) return known;',
        '<= Infinity) return known;',
      ],
      ['reuse leaves the family alive', 'if (ended === 0) return;', "if (ended >= 0) throw new Error('undone');"],
    ],
  },
  [`${operations}/login.ts`]: {
    [`${tests}/login.test.ts`]: [
      ['guesses at one account are not counted', "await takeTry(ctx, 'login', email);", ''],
      [
        'an unknown address is answered without a hash',
        'await passwords.verify(found?.password_hash ?? null, password)',
        'found !== null && (await passwords.verify(found.password_hash, password))',
      ],
      [
        'a failed login leaves no entry',
        "await audit(ctx, ctx.db, call, { action: 'login.failed'",
        "if (false) await audit(ctx, ctx.db, call, { action: 'login.failed'",
      ],
    ],
    [`${tests}/registration.test.ts`]: [['an unproven address signs in', '|| !found.email_verified_at ||', '||']],
    [`${tests}/passwords.test.ts`]: [
      ['an old hash is kept', 'passwords.isOutdated(known) ? await passwords.hash(password) : null', 'null'],
    ],
  },
  'services/iam/sign-in.ts': {
    [`${tests}/login.test.ts`]: [
      ['a suspension under way is not waited for', "and state <> 'deleted' for share`", "and state <> 'deleted'`"],
    ],
    [`${tests}/second-factor.test.ts`]: [
      ['the second factor is never asked for', 'if (!(await hasSecondFactor(tx, proof.userId)))', 'if (true)'],
      ['a challenge outlives a new password', 'if (!found?.unchanged) return', 'if (!found) return'],
      ['a challenge lives for ever', '|| challenge.expiresAt <= ctx.now()', ''],
    ],
  },
  'services/iam/second-factor.ts': {
    [`${tests}/second-factor.test.ts`]: [
      ['a code is taken twice', 'where user_id = ${userId} and last_step < ${step}', 'where user_id = ${userId}'],
      [
        'a recovery code is taken twice',
        '${recoveryHash(ctx, userId, code)} and used_at is null',
        '${recoveryHash(ctx, userId, code)}',
      ],
    ],
  },
  [`${operations}/complete-login.ts`]: {
    [`${tests}/second-factor.test.ts`]: [
      ['codes can be guessed', "await takeTry(ctx, 'second-factor', proof.userId);", ''],
    ],
  },
  'services/iam/sessions.ts': {
    [`${tests}/sessions.test.ts`]: [
      [
        'tokens of an ended session live on',
        'for (const { id } of ended) revoke(ctx,',
        'for (const { id } of [] as typeof ended) revoke(ctx,',
      ],
      [
        'somebody else’s session is ended',
        'where user_id = ${userId} and ended_at is null\n      ${only',
        'where ended_at is null\n      ${only',
      ],
    ],
    [`${tests}/roles.test.ts`]: [
      [
        'tokens with a role that is gone live on',
        'revoke(ctx, ctx.revocations.outdateUser(userId, accessVersion))',
        'void accessVersion',
      ],
    ],
  },
  'services/iam/links.ts': {
    [`${tests}/registration.test.ts`]: [
      [
        'any token is taken for a link',
        'return sameBytes(secretOf(ctx, kind, requestId), given) ? requestId : linkIsDead();',
        'return given ? requestId : linkIsDead();',
      ],
    ],
  },
  [`${operations}/verify-email.ts`]: {
    [`${tests}/registration.test.ts`]: [
      [
        'a link proves a registration it was not sent for',
        'password_hash = coalesce(${used.password_hash}, password_hash)',
        'password_hash = password_hash',
      ],
      ['a link is used twice', 'where id = ${requestId} and used_at is null and', 'where id = ${requestId} and'],
    ],
  },
  'services/iam/identities.ts': {
    [`${tests}/providers.test.ts`]: [
      ['an unproven address is linked', 'if (!email || !emailVerified)', 'if (!email)'],
      [
        'a planted password survives the owner’s sign-in',
        'update users set password_hash = null, ',
        'update users set ',
      ],
      [
        'a state counts twice',
        'delete from oauth_requests where state_hash = ${stateHash} and expires_at > ${ctx.now()}\n    returning',
        'select',
      ],
    ],
  },
  'services/iam/ports/oidc-provider.ts': {
    [`${tests}/id-tokens.test.ts`]: [
      ['the nonce is not compared', 'if (nonce === null || claims.nonce !== nonce)', 'if (nonce === null)'],
      ['an issuer speaks for another', '|| parsed.data.issuer !== issuer)', ')'],
    ],
  },
  'services/iam/roles.ts': {
    [`${tests}/residency.test.ts`]: [
      [
        'an older grant that arrives late wins',
        'where known.revoked_at <= excluded.granted_at`',
        'where known.revoked_at is not null`',
      ],
      [
        'an older revocation that arrives late wins',
        'and revoked_at is null and granted_at <= ${at}`',
        'and revoked_at is null`',
      ],
    ],
    [`${tests}/roles.test.ts`]: [
      ['two administrators leave at once', "where name = 'admin' for no key update`", "where name = 'admin'`"],
    ],
  },
  'services/iam/domain/grants.ts': {
    [`${tests}/roles.test.ts`]: [
      [
        'a manager grants any role',
        '(byManager.includes(role) && mayOversee(granter, scope))',
        'mayOversee(granter, scope)',
      ],
      [
        'a manager rules every building',
        'granter.isManagerOf(scope.slice(',
        "granter.isManagerOf('0197a000-0000-7000-8000-000000000001') && Boolean(scope.slice(",
      ],
    ],
  },
  'services/iam/domain/audit-chain.ts': {
    [`${tests}/audit-chain.test.ts`]: [
      [
        'a row’s content is not compared with its hash',
        'if (hash !== hashOf(previousHash, record, sha256)) return',
        'if (false) return',
      ],
      [
        'a row’s predecessor is not compared',
        'if (previous && previousHash !== previous.hash) return',
        'if (false) return',
      ],
      ['a missing row is not missed', 'if (previous && entry.sequence !== previous.sequence + 1)', 'if (false)'],
    ],
  },
  'services/iam/audit.ts': {
    [`${tests}/audit-log.test.ts`]: [
      ['two sealers append side by side', 'from security_audit_head for update`', 'from security_audit_head`'],
    ],
  },
  [`${operations}/verify-audit-log.ts`]: {
    [`${tests}/audit-log.test.ts`]: [
      ['a cut-off end is not missed', 'if (end.sequence !== link.sequence) return', 'if (false) return'],
      [
        'a head put back with the rows is believed',
        'if (end.hash === link.hash && own) return null;',
        'if (end.hash === link.hash) return null;',
      ],
    ],
  },
  'services/iam/signing-keys.ts': {
    [`${tests}/signing-keys.test.ts`]: [
      ['a key signs before it is known', 'where active_from <= ${ctx.now()} order by', 'order by'],
      [
        'a key is withdrawn with its last token',
        'where expires_at is null or expires_at > ${ctx.now()} order',
        'where expires_at is null order',
      ],
    ],
  },
  'services/iam/ports/argon2-passwords.ts': {
    [`${tests}/passwords.test.ts`]: [
      [
        'hashes run all at once',
        'hash: password => inTurn(() => hash(password, parameters))',
        'hash: password => hash(password, parameters)',
      ],
    ],
  },
};
