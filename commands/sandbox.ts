// agora sandbox

import { ConfigError } from '#kernel/config';
import { print, table } from '#kernel/terminal';
import type { Behaviour } from '#services/payment/contract/sandbox';
import type { PaymentCtx } from '#services/payment/definition';
import { decimalText } from '#services/payment/domain/amounts';
import { behaviourOf, recentPayments, setBehaviour } from '#services/payment/sandbox/behaviour';
import { hurry } from '#services/payment/sandbox/deliveries';
import { apiKeyOf } from '#services/payment/sandbox/keys';
import { withDatabases } from './databases.ts';

const withSandbox = (work: (ctx: PaymentCtx) => Promise<void>): Promise<void> =>
  withDatabases(({ services }) => work(services.get('payment')!.ctx as unknown as PaymentCtx));

const shownPayments = 20;

/** Prints how the sandbox behaves and what it took last. */
export const showSandbox = (): Promise<void> =>
  withSandbox(async ctx => {
    printBehaviour(await behaviourOf(ctx.db));
    print(`API key: ${apiKeyOf(ctx)}\n`);
    const rows = (await recentPayments(ctx, shownPayments)).map(payment => [
      payment.created_at,
      payment.order_number,
      decimalText(payment.amount, payment.currency),
      payment.state,
      payment.reason ?? '',
      decimalText(payment.refunded, payment.currency),
      payment.key,
    ]);
    print(table(['when', 'order', 'amount', 'state', 'reason', 'given back', 'payment'], rows));
  });

interface BehaviourOptions {
  declineNext?: string;
  delay?: string;
  duplicates?: string;
  webhooks?: string;
  outage?: string;
}

/** Changes how the sandbox behaves from now on; without an option everything is as it should be again. */
export const behave = (options: BehaviourOptions): Promise<void> =>
  withSandbox(async ctx => printBehaviour(await setBehaviour(ctx, readBehaviour(options))));

function readBehaviour({ declineNext, delay, duplicates, webhooks, outage }: BehaviourOptions): Behaviour {
  return {
    declineNext: whole('--decline-next', declineNext ?? '0', 0, 1_000_000),
    delayMs: whole('--delay', delay ?? '0', 0, 60_000),
    duplicates: whole('--duplicates', duplicates ?? '1', 1, 20),
    dropWebhooks: !onOff('--webhooks', webhooks ?? 'on'),
    outage: onOff('--outage', outage ?? 'off'),
  };
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new ConfigError(`${option}: give a whole number from ${least} to ${most}.`);
  return value;
}

function onOff(option: string, text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new ConfigError(`${option}: say on or off.`);
  return text === 'on';
}

/** Makes all webhooks that wait due now; the running platform delivers them. */
export const deliver = (): Promise<void> =>
  withSandbox(async ctx => print(`${await hurry(ctx)} webhooks are due now.`));

function printBehaviour({ declineNext, delayMs, duplicates, dropWebhooks, outage }: Behaviour): void {
  print(
    [
      outage ? 'It is out of order.' : 'It answers.',
      delayMs > 0 ? `Each payment takes ${delayMs} ms.` : '',
      declineNext > 0 ? `It declines the next ${declineNext}.` : '',
      dropWebhooks ? 'It tells nobody what happened.' : `It sends each webhook ${duplicates} time(s).`,
    ]
      .filter(Boolean)
      .join(' '),
  );
}
