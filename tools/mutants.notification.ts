// The guards of notification, as mutants.data.ts has the kernel's.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

const service = 'services/notification';
const tests = `${service}/test`;

/** By the guarded file and the test that guards it: what is gone, the text, and what stands there instead. */
export const notification: Record<
  string,
  Record<string, readonly (readonly [name: string, find: string, replace: string])[]>
> = {
  [`${service}/migrations/0001.do.notification.sql`]: {
    [`${tests}/homes.test.ts`]: [
      [
        'one event makes two messages',
        'unique nulls not distinct (key, type, user_id, channel)',
        'unique (key, type, user_id, channel, id)',
      ],
    ],
    [`${tests}/accounts.test.ts`]: [
      ['requests of nobody make two messages', 'unique nulls not distinct (key', 'unique (key'],
    ],
  },
  [`${service}/delivery/claim.ts`]: {
    [`${tests}/delivery.test.ts`]: [
      [
        'what a dead sender left is never sent',
        "where state in ('pending', 'sending') and",
        "where state = 'pending' and",
      ],
      [
        'two senders claim one message',
        "set state = 'sending', lease = ${ctx.id()}, due_at = ${instantAt(epochMs(now) + leaseMs)}",
        "set state = 'sending', lease = ${ctx.id()}, due_at = ${instantAt(epochMs(now))}",
      ],
    ],
  },
  [`${service}/delivery/record.ts`]: {
    [`${tests}/delivery.test.ts`]: [
      [
        'a sender without the lease is heard',
        "where d.id = g.id and d.state = 'sending' and d.lease = g.lease",
        'where d.id = g.id',
      ],
    ],
    [`${tests}/turns.test.ts`]: [
      ['what is gone is told all the same', 'if (recorded.has(delivery.id)) await announce', 'await announce'],
      ['what a provider says undoes its result', ".replaceAll('\\0', '\\ufffd')", ''],
    ],
  },
  [`${service}/gathered.ts`]: {
    [`${tests}/turns.test.ts`]: [
      [
        'one that cannot be written undoes the others',
        'await Promise.all(entries.map(entry => writeTogether([entry])));',
        'for (const { reject } of entries) reject(error);',
      ],
    ],
    [`${tests}/gathered.test.ts`]: [['nothing is gathered', 'waiting.splice(0, most)', 'waiting.splice(0, 1)']],
  },
  [`${service}/delivery/note.ts`]: {
    [`${tests}/turns.test.ts`]: [
      ['who is gone is told', 'not exists (select from forgotten_people f where f.user_id = d.user_id)', 'true'],
      ['what is switched off is noted', '(d.locked or coalesce(p.enabled, d.usual))', 'true'],
      ['what cannot be switched off is not noted', '(d.locked or coalesce', '(coalesce'],
      ['pushes to nobody are noted', "(d.channel <> 'push' or exists", '(true or exists'],
    ],
  },
  [`${service}/subscriptions/shop.ts`]: {
    [`${tests}/bookings.test.ts`]: [
      ['every refund is told as one of an order', "if (purpose === 'order')", 'if (purpose)'],
      ['a refund of a booking does not lead there', "case 'booking':", "case 'reservation':"],
      ['a refund of a job does not lead there', "case 'marketplace':", "case 'market':"],
    ],
  },
  [`${service}/delivery/subjects.ts`]: {
    [`${tests}/turns.test.ts`]: [
      [
        'one order that breaks holds up all',
        "ctx.log.debug({ reason: messageOf(error), count: orderIds.length }, 'orders are asked for one by one');",
        'throw error;',
      ],
    ],
  },
  [`${service}/delivery/send.ts`]: {
    [`${tests}/in-app.test.ts`]: [
      [
        'who looks is not told',
        "ctx.push({ userId: delivery.userId! }, 'notification', { id: delivery.notificationId });",
        '',
      ],
    ],
    [`${tests}/delivery.test.ts`]: [
      ['the log names the address', "outcome.response.replace(pattern, '…')", 'outcome.response'],
      ['a message has another id at each attempt', '`<${id}@', '`<${ctx.id()}@'],
      [
        'an address that is gone is written to again',
        "if (outcome.kind === 'refused' && outcome.gone) await suppress",
        'if (false) await suppress',
      ],
    ],
    [`${tests}/devices.test.ts`]: [
      [
        'a device that is gone is kept',
        "if (outcome.kind === 'refused' && outcome.gone) await ctx.db.run`delete",
        'if (false) await ctx.db.run`delete',
      ],
    ],
  },
  [`${service}/delivery/deliver.ts`]: {
    [`${tests}/delivery.test.ts`]: [
      ['what was added after a purge stays', "if (channel !== 'in_app') return;", 'return;'],
      ['while iam is away messages are lost to their lease', 'await giveBack(ctx, claimed, awayMs);', ''],
    ],
    [`${tests}/deferral.test.ts`]: [
      ['nobody is limited', 'if (isLimited(delivery) && ', 'if (false && '],
      [
        'a digest that is not sent forgets what it carries',
        "if (delivery.type !== 'digest') return skipped",
        'return skipped',
      ],
    ],
  },
  [`${service}/delivery/collect.ts`]: {
    [`${tests}/deferral.test.ts`]: [
      [
        'a message enters a digest that is on the way',
        "where known.state = 'pending' and known.attempts = 0",
        'where true',
      ],
      ['the limit is counted and not held', 'where known.sent < ${perHour}', 'where ${perHour}::int > 0'],
    ],
  },
  [`${service}/delivery/facts.ts`]: {
    [`${tests}/delivery.test.ts`]: [['one request iam breaks over holds up all', "return 'unknown';", 'throw error;']],
    [`${tests}/accounts.test.ts`]: [
      [
        'a request that is over is tried again',
        "if (error instanceof CodedError && error.code === 'not_found') return 'over';",
        '',
      ],
    ],
  },
  [`${service}/domain/decide.ts`]: {
    [`${tests}/deferral.test.ts`]: [
      ['what was read comes again', "if (situation.readInApp) return { do: 'skip', because: 'read in the app' };", ''],
      [
        'quiet hours are not kept',
        "return until > now ? { do: 'defer', until } : { do: 'send' };",
        "return { do: 'send' };",
      ],
      ['what was switched off comes', '!test && !isEnabled(type, channel, choices)', 'false'],
    ],
    [`${tests}/emergency.test.ts`]: [['an emergency waits for the morning', 'if (urgent || test ||', 'if (test ||']],
  },
  [`${service}/domain/preferences.ts`]: {
    [`${tests}/rules.test.ts`]: [['what is locked is switched off', 'if (locked) return true;', '']],
  },
  [`${service}/domain/quiet-hours.ts`]: {
    [`${tests}/quiet-hours.test.ts`]: [
      ['hours in the hour left out end late', ".concat(start.getTimeZoneTransition('next') ?? [])", ''],
    ],
  },
  [`${service}/emergency/escalate.ts`]: {
    [`${tests}/emergency.test.ts`]: [
      [
        'a household is asked once only',
        'set asked = asked + 1, next_at = ${nextAt}',
        'set asked = asked + 1, next_at = null',
      ],
      [
        'a home without an answer is told to nobody',
        'await (next ? ask(ctx, tx, home, next) : giveUp(ctx, tx, home));',
        'if (next) await ask(ctx, tx, home, next);',
      ],
    ],
  },
  [`${service}/emergency/acknowledge.ts`]: {
    [`${tests}/emergency.test.ts`]: [
      [
        'who acknowledged is asked on',
        'acknowledged_at = ${ctx.now()}, next_at = null',
        'acknowledged_at = ${ctx.now()}',
      ],
    ],
  },
  [`${service}/operations/show-link.ts`]: {
    [`${tests}/preferences.test.ts`]: [
      [
        'a mail scanner unsubscribes',
        "if (link.do === 'unsubscribe') return",
        "if (link.do === 'unsubscribe') await ctx.db.run`insert into notification_preferences values (${link.userId}, ${link.type}, 'email', false, ${ctx.now()})`;\n  if (link.do === 'unsubscribe') return",
      ],
    ],
  },
  [`${service}/operations/take-provider-events.ts`]: {
    [`${tests}/provider-events.test.ts`]: [
      ['anybody may tell of bounces', 'if (!webhookKey || !sameBytes(sha256(key), sha256(webhookKey)))', 'if (false)'],
    ],
  },
  [`${service}/ports/providers.ts`]: {
    [`${tests}/mailbox-page.test.ts`]: [['the mailbox is everybody’s where mail goes out', 'if (smtpUrl || ', 'if (']],
  },
  [`${service}/pages.ts`]: {
    [`${tests}/mailbox-page.test.ts`]: [
      ['the mailbox shows subjects as HTML', '${escapeHtml(subject)}</a><br>', '${subject}</a><br>'],
      [
        'the mailbox runs what a mail brings',
        '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"',
        '<iframe',
      ],
    ],
  },
  [`${service}/subscriptions/tickets.ts`]: {
    [`${tests}/tickets.test.ts`]: [
      ['people are told what they did', 'userId !== null && userId !== by', 'userId !== null'],
      [
        'internal notes leave the staff',
        'internal ? await amongStaff(tx, buildingId, watchers) : watchers',
        'watchers',
      ],
    ],
  },
  [`${service}/templates/render.ts`]: {
    [`${tests}/templates.test.ts`]: [
      ['everybody reads the time of the first', 'const key = `${locale}|${timeZone}`;', 'const key = locale;'],
      ['a variable nobody gave is a gap', 'strict: true,', 'strict: false,'],
      ['what people wrote is HTML', "noEscape: kind === 'plain',", 'noEscape: true,'],
      [
        'a subject has two lines',
        "const subject = oneLine(fill(texts.subject, 'plain', variables, reader));",
        "const subject = fill(texts.subject, 'plain', variables, reader);",
      ],
    ],
  },
  [`${service}/ports/sms.ts`]: {
    [`${tests}/sms.test.ts`]: [
      [
        'the next provider is not asked',
        "if (last.kind === 'sent' || (last.kind === 'refused' && last.gone)) break;",
        'break;',
      ],
    ],
  },
  [`${service}/ports/push-fcm.ts`]: {
    [`${tests}/push.test.ts`]: [
      ['a withdrawn token is used on', 'if (reply.status === 401) {', 'if (false) {'],
      [
        'each push has a token of its own',
        'if (!kept || kept.untilMs <= epochMs(now())) kept = begin();',
        'kept = begin();',
      ],
    ],
  },
};
