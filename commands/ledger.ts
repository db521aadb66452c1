// agora ledger

import { print } from '#kernel/terminal';
import type { PaymentCtx } from '#services/payment/definition';
import { type Verified, verifyLedger } from '#services/payment/ledger/verify';
import { withDatabases } from './databases.ts';

/** What is printed of a verified ledger. */
export function sentencesOf({ entries, head, bad }: Verified): string[] {
  const end = `The chain ends at ${head.position} with ${head.hash}.`;
  if (!bad) return [`${entries} entries are as they were written.`, end];
  const where = [bad.entryId && `entry ${bad.entryId}`, bad.position && `position ${bad.position}`].filter(Boolean);
  return [
    `The first bad one is ${where.join(' at ')}: ${bad.reason}.`,
    `${entries} entries before it were read. ${end}`,
  ];
}

/** Walks the ledger, names the first bad entry, and ends with 1 if there is one. */
export async function verify(): Promise<void> {
  await withDatabases(async ({ services }) => {
    const verified = await verifyLedger(services.get('payment')!.ctx as unknown as PaymentCtx);
    for (const sentence of sentencesOf(verified)) print(sentence);
    if (verified.bad) process.exitCode = 1;
  });
}
