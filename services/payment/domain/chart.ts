// The chart of accounts. A debit is positive, a credit negative: assets and expenses stand above zero, liabilities and
// income below. docs/ledger.md explains each.

export type AccountKind = 'asset' | 'liability' | 'income' | 'expense';

export interface Account {
  code: string;
  kind: AccountKind;
  vendorId?: string;
  userId?: string;
}

/** Money that a provider has taken for us and not yet paid out to the bank. */
export const provider = (name: string): Account => ({ code: `provider:${name}`, kind: 'asset' });
export const bank: Account = { code: 'bank', kind: 'asset' };
/** Paid for something that is not done yet: neither the vendor's nor the payer's. */
export const escrow = (orderId: string): Account => ({ code: `escrow:${orderId}`, kind: 'liability' });
/** What a vendor is owed. */
export const vendor = (vendorId: string): Account => ({ code: `vendor:${vendorId}`, kind: 'liability', vendorId });
/** Deposits that are held for what a vendor lets: given back from here, or the vendor's once they are kept. */
export const deposits = (vendorId: string): Account => ({ code: `deposits:${vendorId}`, kind: 'liability', vendorId });
export const commission: Account = { code: 'commission', kind: 'income' };
/** Discounts that the platform gave on a vendor's goods. */
export const promotions: Account = { code: 'promotions', kind: 'expense' };
/** Gift cards and store credit that were given away rather than sold. */
export const goodwill: Account = { code: 'goodwill', kind: 'expense' };
export const providerFees: Account = { code: 'provider_fees', kind: 'expense' };
export const giftCard = (id: string): Account => ({ code: `gift_card:${id}`, kind: 'liability' });
export const storeCredit = (userId: string): Account => ({
  code: `store_credit:${userId}`,
  kind: 'liability',
  userId,
});
/** Taken by a provider after it was given up, and on its way back. */
export const unclaimed: Account = { code: 'unclaimed', kind: 'liability' };

export const sourceAccount = ({ kind, id }: { kind: 'gift_card' | 'store_credit'; id: string }): Account =>
  kind === 'gift_card' ? giftCard(id) : storeCredit(id);
