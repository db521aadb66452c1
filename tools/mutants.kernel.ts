// The guards of the kernel.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.
import type { Table } from './mutants.data.ts';

export const kernel: Table = {
  'kernel/platform/services.ts': {
    'kernel/platform/test/platform.test.ts': [
      ['what fails to end leaves its connections', '} finally {\n          await running.close();', '} finally {'],
    ],
  },
  'kernel/platform/http.ts': {
    'kernel/platform/test/stop.test.ts': [
      ['a kept connection holds up the stop', 'if (answered.server === server) answered.socket.end();', ''],
      ['a stop does not say that the connection ends', 'response.shouldKeepAlive = false;', ''],
      ['a connection that never asks holds up the stop', 'if (socket.bytesRead === 0) socket.destroy();', ';'],
    ],
  },
  'kernel/call.ts': {
    'kernel/test/audit.test.ts': [
      ['what residents do is in the log of the managers', 'cares && holds(grants, caretakers, scope)', 'cares'],
      ['what an administrator does as a resident is in it', 'caretakers.some(each => asked.includes(each))', 'true'],
    ],
    'kernel/sql/test/transaction.test.ts': [
      ['deadlines are not looked at', 'if (deadlineMs !== undefined && ', 'if (false && '],
    ],
    'kernel/test/access.test.ts': [['a row that is refused is shown', "if (!allowed) fail('not_found', message);", '']],
  },
  'kernel/effect.ts': {
    'kernel/test/idempotency.test.ts': [
      ['idempotency keys are not claimed', 'if (claim) await claimKey(tx, claim, now());', ''],
      ['replies are not stored with the effect', 'if (claim) storeReply(tx, claim, result);', ''],
      ['a repetition looks at the world before its reply', 'if (stored) return stored.reply;', ''],
      ['another request passes under a used key', 'if (stored.request_hash !== hash)', 'if (false)'],
      ['callers share their keys', '${endpoint.name}:${caller}', '${endpoint.name}'],
      ['an operation may answer something else than it did', 'if (claim && result !== state.result)', 'if (false)'],
    ],
    'kernel/test/audit.test.ts': [['decisions are not audited', 'if (endpoint.audit) await', 'if (false) await']],
    'kernel/test/effect.test.ts': [
      ['an audited operation may leave no row', 'if (!effect.used) throw', 'if (false) throw'],
      ['a twin that waits is told of a conflict', 'if (claim && error instanceof CodedError &&', 'if (false &&'],
    ],
  },
  'kernel/invoke.ts': {
    'kernel/test/access.test.ts': [
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
    'kernel/test/limit.test.ts': [['limits let everybody through', 'if (taken.allowed) return;', 'return;']],
    'kernel/test/cache.test.ts': [
      ['people get each other’s cached replies', "${shared ? '' : (call.user?.userId ?? call.via)}", ''],
      [
        'a tag that is always the same is not looked at',
        "typeof tag === 'object' ? tag.always",
        "typeof tag === 'object' ? ''",
      ],
      ['cached replies are kept for ever', 'if (found && found.untilMs > clock.epochMs())', 'if (found)'],
    ],
  },
  'kernel/access.ts': {
    'kernel/test/access.test.ts': [
      ['a role holds in every scope', "grant => grant.scope === 'platform' || grant.scope === text", '() => true'],
    ],
  },
  'kernel/clients/client.ts': {
    'kernel/clients/test/clients.test.ts': [
      ['services are called inside transactions', 'if (current()?.transaction)', 'if (false)'],
      [
        'a deadline is not passed on',
        'Math.min(call?.deadlineMs ?? now?.deadlineMs ?? Infinity, deadlineMs)',
        'deadlineMs',
      ],
    ],
  },
  'kernel/events/inbox.ts': {
    'kernel/events/test/inbox.test.ts': [['the inbox takes an event twice', 'on conflict (id) do nothing', '']],
    'kernel/events/test/horizon.test.ts': [
      ['a forgotten event takes effect again', 'where h.sequence is null or e.sequence > h.sequence', 'where true'],
    ],
    'kernel/events/test/retry.test.ts': [
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
  },
  'kernel/events/worker.ts': {
    'kernel/test/concerns.test.ts': [
      [
        'a handler hears of what only another wants',
        '.filter(({ concerns }) => concerns?.(data as never) ?? true)',
        '',
      ],
    ],
    'kernel/events/test/inbox.test.ts': [
      ['an event another worker handled is handled again', 'if (claimed.has(event.id))', ''],
      ['one poisoned event stops its whole batch', '.catch(() => handleApart(together))', ''],
    ],
    'kernel/events/test/retry.test.ts': [
      ['a failed event lets its subject overtake it in its turn', 'if (blocked.has(event.subject)) continue;', ''],
      [
        'an event waiting for its retry is overtaken by fresh ones',
        'fresh.filter(event => !retrying.has(event.subject))',
        'fresh',
      ],
    ],
  },
  'kernel/events/outbox.ts': {
    'kernel/events/test/publish.test.ts': [
      ['an event is written of what did not change', ' where exists (${when})', ''],
    ],
    'kernel/events/test/outbox.test.ts': [
      ['the relay reads in another order', 'order by position limit', 'order by position desc limit'],
      [
        'events of a subject are all numbered alike',
        'set sequence = known.sequence + 1',
        'set sequence = known.sequence',
      ],
    ],
  },
  'kernel/events/relay.ts': {
    'kernel/events/test/outbox.test.ts': [
      ['the relay forgets what was not taken', 'await forgetSent(db, sent)', 'await forgetSent(db, waiting)'],
    ],
  },
  'kernel/events/concerns.ts': {
    'kernel/test/concerns.test.ts': [
      [
        'what a predicate cannot read is held up outside',
        '} catch {\n    return true;',
        '} catch (error) {\n    throw error;',
      ],
      ['an event is held only if every subscription wants it', 'subscribed.some(', 'subscribed.every('],
    ],
  },
  'kernel/runtime.ts': {
    'kernel/test/concerns.test.ts': [
      ['what concerns nobody is held all the same', 'events.filter(concerning)', 'events'],
    ],
    'kernel/events/test/publish.test.ts': [
      ['a service publishes what it does not declare', 'if (!published.has(event.type)) throw', 'if (false) throw'],
      ['an event’s data is not checked', 'event.data.parse(data)', 'data as never'],
    ],
    'kernel/test/lead.test.ts': [
      ['a slow job holds up the others', 'runner.look(() => jobs.wake())', 'runner.runDue().then(runs => runs > 0)'],
      ['a job outlives the process that runs it', 'await runner.ended();', ''],
    ],
  },
  'kernel/events/leader.ts': {
    'kernel/events/test/leader.test.ts': [
      [
        'two processes lead at once',
        'while (!stopped && !(await locked()))',
        'while (!stopped && !(await locked()) && false)',
      ],
      ['the loops of a lost lead go on', 'await end();', ''],
    ],
  },
  'kernel/events/loop.ts': {
    'kernel/events/test/loop.test.ts': [['a wake during a turn is lost', 'if (woken || stopped) return;', '']],
  },
  'kernel/jobs/runner.ts': {
    'kernel/jobs/test/runner.test.ts': [
      ['a job runs beside itself', '!running.has(name)', 'true'],
      ['a job this process does not know stops the others', ' and name = any(${names}::text[])', ''],
    ],
  },
  'kernel/telemetry/log.ts': {
    'kernel/telemetry/test/log.test.ts': [
      ['one-time codes are logged', '[...redacted, ...codes]', 'redacted'],
      ['secrets are logged', '[...redacted, ...codes]', 'codes'],
    ],
  },
  'kernel/security/tokens.ts': {
    'kernel/security/test/access-tokens.test.ts': [
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
    'kernel/security/test/key-set.test.ts': [
      [
        'every forged token fetches the keys',
        'if (clock.epochMs() - askedAtMs > refetchAfterMs) void ask();',
        'void ask();',
      ],
    ],
    'kernel/security/test/service-tokens.test.ts': [
      [
        'a service’s token never expires',
        'if (ready && ready.untilMs > clock.epochMs()) return ready;',
        'if (ready) return ready;',
      ],
    ],
  },
  'kernel/migrate/migrate.ts': {
    'kernel/migrate/test/migrate.test.ts': [
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
  },
  'kernel/migrate/databases.ts': {
    'kernel/migrate/test/databases.test.ts': [
      [
        'services reach each other’s databases',
        'await admin.query(`revoke connect',
        'if (false) await admin.query(`revoke connect',
      ],
    ],
  },
  'kernel/migrate/partitions.ts': {
    'kernel/migrate/test/partitions.test.ts': [
      ['months are dropped before their time', 'if (name >= oldestKept) continue;', 'if (name > oldestKept) continue;'],
    ],
  },
};
