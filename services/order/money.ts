// Minor units to and from what goes over the wire.

import type { Money } from '#kernel/contract';

export const money = (amount: bigint, currency: string): Money => ({ amount: String(amount), currency });
export const minor = ({ amount }: { amount: string }): bigint => BigInt(amount);
