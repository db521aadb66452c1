// The guards of the house, each with the edit that takes it out and the tests that must notice. A service adds the rows
// of its own below; `find` stands exactly once in its file (tools/test/mutants.test.ts watches that).

import type { Mutant } from './mutants.ts';

/** Rows of one file that the same tests guard: what is gone, the text, and what stands there instead. */
const guards = (
  file: string,
  tests: readonly string[],
  rows: readonly (readonly [string, string, string])[],
): Mutant[] => rows.map(([name, find, replace]) => ({ name, file, find, replace, tests }));

const sql = (name: string) => `kernel/sql/test/${name}.test.ts`;
const events = (name: string) => `kernel/events/test/${name}.test.ts`;
const migrations = (name: string) => `kernel/migrate/test/${name}.test.ts`;
const kernel = (name: string) => `kernel/test/${name}.test.ts`;

const sqlGuards: Mutant[] = [
  ...guards(
    'kernel/sql/database.ts',
    [sql('connection')],
    [
      ['a rolled-back COMMIT passes for committed', "if (command !== 'COMMIT') throw", 'if (false) throw'],
      [
        'a transaction is not closed when its COMMIT is sent',
        '    open.now = false;\n    const { command }',
        '    const { command }',
      ],
      ['a statement after its transaction is let through', 'if (!open.now) throw', 'if (false) throw'],
      ['a broken connection goes back to the pool', 'client.release(lost)', 'client.release()'],
    ],
  ),
  ...guards(
    'kernel/sql/database.ts',
    [sql('transaction')],
    [
      ['a transaction inside a transaction is let through', 'if (now?.transaction) throw', 'if (false) throw'],
      [
        'a statement beside the open transaction is let through',
        'if (current()?.transaction) throw',
        'if (false) throw',
      ],
      ['a savepoint undoes nothing', 'await whileOpen().query(`rollback to savepoint ${name}`);', ''],
      ['what waited for a commit runs though its part was undone', 'committed.length = waiting;', ''],
    ],
  ),
  ...guards(
    'kernel/sql/database.ts',
    [sql('retry')],
    [
      ['nothing is run again', 'if (attemptNo === attempts || !isRetryable(cause))', 'if (true)'],
      ['everything is run again', '|| !isRetryable(cause)', ''],
    ],
  ),
  ...guards(
    'kernel/sql/database.ts',
    [sql('rows')],
    [
      ['rows are not compared with their shape', 'if (difference) throw', 'if (false) throw'],
      ['nulls are not looked for', 'if (column) throw', 'if (false) throw'],
    ],
  ),
  ...guards('kernel/sql/tag.ts', [sql('rows')], [['statements are not prepared', 'name = nameOf(text)', "name = ''"]]),
  ...guards(
    'kernel/sql/errors.ts',
    [sql('transaction')],
    [['constraints have no sentences', 'if (known)', 'if (false)']],
  ),
  ...guards(
    'kernel/call.ts',
    [sql('transaction')],
    [['deadlines are not looked at', 'if (deadlineMs !== undefined && ', 'if (false && ']],
  ),
];

const requestGuards: Mutant[] = [
  ...guards(
    'kernel/effect.ts',
    [kernel('idempotency')],
    [
      ['idempotency keys are not claimed', 'if (claim) await claimKey(tx, claim, now());', ''],
      ['replies are not stored with the effect', 'if (claim) await storeReply(tx, claim, result);', ''],
      ['a repetition looks at the world before its reply', 'if (stored) return stored.reply;', ''],
      ['another request passes under a used key', 'if (stored.request_hash !== hash)', 'if (false)'],
      ['callers share their keys', '${endpoint.name}:${caller}', '${endpoint.name}'],
      ['an operation may answer something else than it did', 'if (claim && result !== state.result)', 'if (false)'],
      ['an operation may do nothing under its key', 'if (!effect.used) throw', 'if (false) throw'],
    ],
  ),
  ...guards(
    'kernel/effect.ts',
    [kernel('audit')],
    [
      ['decisions are not audited', 'if (endpoint.audit)\n        await', 'if (false)\n        await'],
      [
        'a twin that waits is told of a conflict',
        'if (claim && error instanceof CodedError && isLockTimeout(error))',
        'if (false)',
      ],
    ],
  ),
  ...guards(
    'kernel/sql/database.ts',
    [kernel('idempotency')],
    [['an idempotent operation may make two transactions', 'if (now?.effect?.used) throw', 'if (false) throw']],
  ),
  ...guards(
    'kernel/invoke.ts',
    [kernel('access')],
    [
      ['roles are not checked', 'checkAccess(endpoint, input, call, options.clock);', ''],
      ['nobody has to sign in', "if (access !== 'public' && !call.user && call.via === undefined)", 'if (false)'],
      [
        'an operation may forget to decide on its row',
        'if (decidesOnRow(endpoint) && !call.decided && call.user)',
        'if (false)',
      ],
      ['an old session may do what takes a fresh one', 'if (endpoint.fresh && ', 'if (false && '],
      ['people call what is for services', 'if (call.via === undefined) fail', 'if (false) fail'],
    ],
  ),
  ...guards(
    'kernel/access.ts',
    [kernel('access')],
    [['a role holds in every scope', "grant => grant.scope === 'platform' || grant.scope === text", '() => true']],
  ),
  ...guards(
    'kernel/call.ts',
    [kernel('access')],
    [['a row that is refused is shown', "if (!allowed) fail('not_found', message);", '']],
  ),
  ...guards(
    'kernel/invoke.ts',
    [kernel('limit')],
    [['limits let everybody through', 'if (taken.allowed) return;', 'return;']],
  ),
  ...guards(
    'kernel/invoke.ts',
    [kernel('cache')],
    [
      ['people get each other’s cached replies', "${shared ? '' : (call.user?.userId ?? call.via)}", ''],
      ['cached replies are kept for ever', 'if (found && found.untilMs > clock.epochMs())', 'if (found)'],
    ],
  ),
  ...guards(
    'kernel/clients/client.ts',
    ['kernel/clients/test/clients.test.ts'],
    [
      ['services are called inside transactions', 'if (current()?.transaction)', 'if (false)'],
      [
        'a deadline is not passed on',
        'Math.min(call?.deadlineMs ?? now?.deadlineMs ?? Infinity, deadlineMs)',
        'deadlineMs',
      ],
    ],
  ),
];

const eventGuards: Mutant[] = [
  ...guards(
    'kernel/events/inbox.ts',
    [events('inbox')],
    [['the inbox takes an event twice', 'on conflict (id) do nothing', '']],
  ),
  ...guards(
    'kernel/events/inbox.ts',
    [events('horizon')],
    [['a forgotten event takes effect again', 'where h.sequence is null or e.sequence > h.sequence', 'where true']],
  ),
  ...guards(
    'kernel/events/inbox.ts',
    [events('retry')],
    [
      [
        'a failed event lets its subject overtake it in later turns',
        'where w.subject = i.subject',
        'where false and w.subject = i.subject',
      ],
      ['a failing event is never parked', 'if (nowMs - epochMs(receivedAt) > parkAfterMs) return null;', ''],
      [
        'a failed event is tried again at once',
        '(next_attempt_at is null or next_attempt_at <= ${now})',
        '${now}::timestamptz is not null',
      ],
    ],
  ),
  ...guards(
    'kernel/events/worker.ts',
    [events('inbox')],
    [
      ['an event another worker handled is handled again', 'if (claimed.has(event.id)) ', ''],
      ['one poisoned event stops its whole batch', '.catch(() => handleApart(together))', ''],
    ],
  ),
  ...guards(
    'kernel/events/worker.ts',
    [events('retry')],
    [
      ['a failed event lets its subject overtake it in its turn', 'if (blocked.has(event.subject)) continue;', ''],
      [
        'an event waiting for its retry is overtaken by fresh ones',
        'fresh.filter(event => !retrying.has(event.subject))',
        'fresh',
      ],
    ],
  ),
  ...guards(
    'kernel/events/outbox.ts',
    [events('outbox')],
    [
      ['the relay reads in another order', 'order by position limit', 'order by position desc limit'],
      [
        'events of a subject are all numbered alike',
        'set sequence = known.sequence + 1',
        'set sequence = known.sequence',
      ],
    ],
  ),
  ...guards(
    'kernel/events/relay.ts',
    [events('outbox')],
    [
      [
        'the relay forgets what was not taken',
        'await forgetSent(db, [...held])',
        'await forgetSent(db, events.map(event => event.id))',
      ],
    ],
  ),
  ...guards(
    'kernel/runtime.ts',
    [events('publish')],
    [
      ['a service publishes what it does not declare', 'if (!published.has(declared.type)) throw', 'if (false) throw'],
      ['an event’s data is not checked', 'declared.data.parse(data)', 'data as never'],
    ],
  ),
  ...guards(
    'kernel/events/leader.ts',
    [events('leader')],
    [
      [
        'two processes lead at once',
        'while (!stopped && !(await locked()))',
        'while (!stopped && !(await locked()) && false)',
      ],
      ['the loops of a lost lead go on', 'await end();', ''],
    ],
  ),
  ...guards(
    'kernel/events/loop.ts',
    [events('loop')],
    [['a wake during a turn is lost', 'if (woken || stopped) return;', 'interrupt = new AbortController();']],
  ),
  ...guards(
    'kernel/jobs/runner.ts',
    ['kernel/jobs/test/runner.test.ts'],
    [
      ['a job runs beside itself', 'if (running.has(job.name)) return false;', ''],
      ['a job this process does not know stops the others', ' and name = any(${names}::text[])', ''],
    ],
  ),
];

const platformGuards: Mutant[] = [
  ...guards(
    'kernel/security/tokens.ts',
    ['kernel/security/test/access-tokens.test.ts'],
    [
      ['any algorithm will do', "algorithms: ['EdDSA'],", ''],
      ['a token of any purpose will do', 'typ: accessTokenType,', ''],
      ['a token for anybody will do', '        audience: issuer,\n', ''],
      ['a token of any issuer will do', '        issuer,\n', ''],
      [
        'a token that was taken before never expires',
        'if (found.exp * 1000 <= clock.epochMs()) fail',
        'if (false) fail',
      ],
      ['ended sessions go on', "if (state === 'revoked') fail", 'if (false) fail'],
      ['roles that were taken away go on', "if (state === 'outdated')", 'if (false)'],
    ],
  ),
  ...guards(
    'kernel/security/tokens.ts',
    ['kernel/security/test/key-set.test.ts'],
    [
      [
        'every forged token fetches the keys',
        'if (clock.epochMs() - askedAtMs > refetchAfterMs) void ask();',
        'void ask();',
      ],
    ],
  ),
  ...guards(
    'kernel/security/tokens.ts',
    ['kernel/security/test/service-tokens.test.ts'],
    [
      [
        'a service’s token never expires',
        'if (ready && ready.untilMs > clock.epochMs()) return ready;',
        'if (ready) return ready;',
      ],
    ],
  ),
  ...guards(
    'kernel/migrate/migrate.ts',
    [migrations('migrate')],
    [
      [
        'migrations do not wait for each other',
        "await client.query('select pg_advisory_xact_lock($1)', [lockKey]);",
        '',
      ],
      [
        'migrations are not one transaction',
        "await client.query('begin');\n    await client.query('select pg_advisory_xact_lock",
        "await client.query('select pg_advisory_xact_lock",
      ],
    ],
  ),
  ...guards(
    'kernel/migrate/databases.ts',
    [migrations('databases')],
    [
      [
        'services reach each other’s databases',
        'await admin.query(`revoke connect',
        'if (false) await admin.query(`revoke connect',
      ],
    ],
  ),
  ...guards(
    'kernel/migrate/partitions.ts',
    [migrations('partitions')],
    [['months are dropped before their time', 'if (name >= oldestKept) continue;', 'if (name > oldestKept) continue;']],
  ),
];

export const mutants: readonly Mutant[] = [...sqlGuards, ...requestGuards, ...eventGuards, ...platformGuards];
