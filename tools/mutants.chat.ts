// The guards of chat.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/chat';
const tests = `${service}/test`;

export const chat: Table = {
  [`${service}/domain/access.ts`]: {
    [`${tests}/rules.test.ts`]: [
      [
        'everybody of a building reads what two say',
        'return pair.includes(userId) && (lives || staff);',
        'return lives;',
      ],
      ['an entrance is open to the whole building', "(kind === 'entrance' ? behindEntrance : lives)", 'lives'],
      ['what is archived is written into', '!place.archived && ', ''],
      ['managers take back what two say', "kind !== 'direct' && manager", 'manager'],
    ],
    [`${tests}/channels.test.ts`]: [
      ['whoever is not verified speaks', '(standing.verified || standing.staff)', 'true'],
    ],
  },
  [`${service}/queries/channels.ts`]: {
    [`${tests}/channels.test.ts`]: [
      [
        'channels of others are found',
        'call.require(seen !== null && mayRead(seen.place, seen.standing), unknown);',
        'call.require(seen !== null, unknown);',
      ],
    ],
    [`${tests}/messages.test.ts`]: [
      [
        'two speak at once',
        'from channels c where c.id = ${channelId} for update of c`;',
        'from channels c where c.id = ${channelId}`;',
      ],
    ],
  },
  [`${service}/operations/send-message.ts`]: {
    [`${tests}/channels.test.ts`]: [
      [
        'a muted channel names people all the same',
        'and muted_until > ${ctx.now()}`',
        'and muted_until < ${ctx.now()}`',
      ],
    ],
    [`${tests}/messages.test.ts`]: [['strangers are named', 'named.length === 0\n', 'named.length > 0\n']],
    [`${tests}/sockets.test.ts`]: [['what is said is not pushed', 'pushMessage(ctx, tx, message);', '']],
  },
  [`${service}/operations/edit-message.ts`]: {
    [`${tests}/messages.test.ts`]: [
      ['others change what somebody said', 'entry.body.authorId !== call.userId || ', ''],
      ['an outdated message is changed', 'expectedVersion !== entry.body.version', 'false'],
      ['what was said before is lost', 'await keepRevision(tx, ctx, entry);', ''],
    ],
  },
  [`${service}/operations/delete-message.ts`]: {
    [`${tests}/messages.test.ts`]: [
      ['everybody takes back everything', '!own && !mayModerate(seen.place, seen.standing)', 'false'],
    ],
  },
  [`${service}/operations/mark-read.ts`]: {
    [`${tests}/channels.test.ts`]: [
      ['reading goes back', 'greatest(known.read_number, excluded.read_number)', 'excluded.read_number'],
    ],
  },
  [`${service}/operations/search-messages.ts`]: {
    [`${tests}/messages.test.ts`]: [
      [
        'search shows channels of others',
        'and (${readableBy(call.userId)})',
        'and (${readableBy(call.userId)} or true)',
      ],
    ],
  },
  [`${service}/operations/decide-report.ts`]: {
    [`${tests}/reports.test.ts`]: [
      ['a report is decided twice', "where id = ${reportId} and state = 'open'", 'where id = ${reportId}'],
      ['a manager decides for another building', ' and building_id = ${buildingId}`', '`'],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/sockets.test.ts`]: [
      [
        'whoever moved out goes on hearing',
        "for (const id of closed) ctx.evict(userId, { topic: 'channel', id });",
        '',
      ],
    ],
  },
  [`${service}/queries/messages.ts`]: {
    [`${tests}/retention.test.ts`]: [
      ['what is past its time is found', '!found || found.at < keptSince(ctx)', '!found'],
    ],
  },
  'kernel/realtime/sockets.ts': {
    [`${tests}/sockets.test.ts`]: [
      ['what is pushed before the answer is lost', "for (const pushed of queue) socket.emit('push', pushed);", ''],
      ['an outage ends that somebody follows', 'goOn(mine, room);\n    throw error;', 'throw error;'],
      ['whoever left while they asked follows', 'if (mine.evicted)', 'if (false)'],
      ['an ended session goes on', 'socket.disconnect(true);', ''],
      ['anybody takes over a socket', 'user.userId !== socket.data.user.userId', 'false'],
    ],
  },
};
