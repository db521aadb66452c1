// The guards of payment, as mutants.data.ts has the kernel's.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

const service = 'services/payment';
const tests = `${service}/test`;

/** By the guarded file and the test that guards it: what is gone, the text, and what stands there instead. */
export const payment: Record<
  string,
  Record<string, readonly (readonly [name: string, find: string, replace: string])[]>
> = {
  [`${service}/migrations/0001.do.payment.sql`]: {
    [`${tests}/ledger.test.ts`]: [
      ['an entry need not balance', 'if unbalanced > 0 then', 'if false then'],
      ['an entry may lack postings', 'if found_lines is distinct from new.lines then', 'if false then'],
      ['postings go to accounts that are not there', 'if unknown_accounts > 0 then', 'if false then'],
      [
        'postings may be changed',
        'create trigger postings_kept before update or delete on postings',
        'create trigger postings_kept before delete on postings',
      ],
    ],
  },
  [`${service}/operations/wallet/get-payment-options.ts`]: {
    [`${tests}/razorpay.test.ts`]: [
      [
        'cards of the sandbox are offered for real money',
        "offersSandbox(ctx) && currentProvider(ctx).name === 'sandbox'",
        'true',
      ],
    ],
  },
  [`${service}/flow/authorise.ts`]: {
    [`${tests}/checkout.test.ts`]: [
      [
        'what was let go of begins all the same',
        "if (found.method === 'none' || found.state === 'voided' || found.let_go)",
        'if (false)',
      ],
      ['another order uses the same payment', 'if (found.order_id !== input.orderId || ', 'if ('],
    ],
    [`${tests}/credit.test.ts`]: [
      ['a declined payment is asked for', 'if (!isOpen(state)) return toStatus(payment);', ''],
    ],
    [`${tests}/interruptions.test.ts`]: [
      [
        'what became of a payment is not asked before it is asked for',
        "if (known.state !== 'absent') return known;",
        '',
      ],
    ],
  },
  [`${service}/flow/capture.ts`]: {
    [`${tests}/checkout.test.ts`]: [
      [
        'a capture is written down by each of its twins',
        "where order_id = ${payment.order_id} and id = ${payment.id} and state = 'capturing'\n",
        'where order_id = ${payment.order_id} and id = ${payment.id}\n',
      ],
    ],
  },
  [`${service}/flow/transitions.ts`]: {
    [`${tests}/credit.test.ts`]: [
      [
        'gift cards lose what a declined payment had',
        "from given s where s.kind = 'gift_card' and g.id = s.source_id)",
        "from given s where s.kind = 'none' and g.id = s.source_id)",
      ],
    ],
  },
  [`${service}/flow/credit.ts`]: {
    [`${tests}/credit.test.ts`]: [
      ['two buyers spend one gift card', 'order by id for update`;\n  if (cards', 'order by id`;\n  if (cards'],
    ],
  },
  [`${service}/flow/refund.ts`]: {
    [`${tests}/wallet.test.ts`]: [
      [
        'two refunds promise the same money',
        'where order_id = ${order_id} and id = ${id} for update`;',
        'where order_id = ${order_id} and id = ${id}`;',
      ],
    ],
  },
  [`${service}/flow/give-back.ts`]: {
    [`${tests}/interruptions.test.ts`]: [
      [
        'a late arrival is not waited for',
        "(now.state === 'absent' && cannotArrive(ctx, payment))",
        "now.state === 'absent'",
      ],
    ],
  },
  [`${service}/domain/states.ts`]: {
    [`${tests}/states.test.ts`]: [
      ['a word that comes late undoes a capture', "if (state === 'captured') return nothing;", ''],
    ],
  },
  [`${service}/contract/books.ts`]: {
    [`${tests}/books.test.ts`]: [
      [
        'everybody sees what a building earns',
        "access: { role: 'manager', of: { building: 'buildingId' } },",
        "access: 'user',",
      ],
    ],
  },
  [`${service}/contract/sandbox.ts`]: {
    [`${tests}/sandbox.test.ts`]: [
      [
        'anybody makes the sandbox misbehave',
        "const admin = { role: 'admin', of: 'platform' } as const;",
        "const admin = 'user';",
      ],
    ],
  },
  [`${service}/operations/sandbox/set-sandbox-behaviour.ts`]: {
    [`${tests}/sandbox.test.ts`]: [['a sandbox that is not there behaves', 'requireSandbox(ctx);', '']],
  },
  [`${service}/sandbox/keys.ts`]: {
    [`${tests}/webhooks.test.ts`]: [
      ['an old webhook may be sent again', 'if (!(Math.abs(nowMs - atMs) <= toleranceMs)) return false;', ''],
      [
        'anybody may tell what happened',
        'return sameBytes(Buffer.from(signature), Buffer.from(signatureOf(ctx, body, atMs)));',
        'return true;',
      ],
    ],
  },
  [`${service}/webhooks.ts`]: {
    [`${tests}/webhooks.test.ts`]: [
      ['what is under way is asked about', '(known or awaited)', 'known'],
      ['a reply that never comes is waited for', "const replyPatience = '5s';", "const replyPatience = '24h';"],
    ],
  },
  [`${service}/ledger/verify.ts`]: {
    [`${tests}/ledger.test.ts`]: [
      ['an entry outside the chain is not missed', 'if (!waiting || at < late)', 'if (at < late)'],
    ],
  },
  [`${service}/payouts.ts`]: {
    [`${tests}/books.test.ts`]: [
      [
        'a vendor is paid out twice',
        'where code = ${account.code} for no key update`;',
        'where code = ${account.code}`;',
      ],
    ],
  },
  [`${service}/flow/refund-outcome.ts`]: {
    'services/booking/test/money.test.ts': [
      ['nobody says whose a refund is', '${payment.purpose}::text', 'null::text'],
    ],
  },
  [`${service}/domain/entries.ts`]: {
    [`${tests}/deposits.test.ts`]: [
      [
        'a payout takes deposits',
        'deposit ? chart.deposits(vendorId) : chart.vendor(vendorId)',
        'chart.vendor(vendorId)',
      ],
    ],
  },
  [`${service}/flow/keep.ts`]: {
    [`${tests}/deposits.test.ts`]: [
      ['more is kept than is left of a deposit', 'if (amount > deposit.gross - deposit.back.gross)', 'if (false)'],
      ['a deposit is kept twice', ' || !(await writeEntry(tx, entry))) return;', ') return;'],
    ],
  },
  [`${service}/operations/books/withdraw-commission-rule.ts`]: {
    [`${tests}/commission.test.ts`]: [
      ['commission that was taken is taken back', 'if (from !== null && from < now)', 'if (false)'],
      ['a rule is withdrawn twice', 'if (newest.withdrawn)', 'if (false)'],
      ['a rule ends at once whatever the date', 'from !== null && from > earliest ? from : earliest', 'earliest'],
    ],
  },
  [`${service}/domain/shares.ts`]: {
    [`${tests}/commission.test.ts`]: [['a withdrawn rule holds on', 'if (newest && !newest.withdrawn)', 'if (newest)']],
    [`${tests}/deposits.test.ts`]: [
      ['deposits cost commission', 'rule: input.deposit ? null : ruleFor', 'rule: ruleFor'],
      [
        'a deposit of an older release never goes back',
        'deposit === (input.deposit && apart)',
        'deposit === input.deposit',
      ],
    ],
    [`${tests}/amounts.test.ts`]: [
      [
        'rules for categories are passed over',
        'for (const ofCategory of [...categoryIds, null])',
        'for (const ofCategory of [null])',
      ],
      ['a refund goes by any rule of the vendor', ' && categories.includes(nameOf(input))', ''],
    ],
  },
};
