// Who is owed what of what was paid, or pays what is given back: by vendor and by what its goods are, since commissions may
// depend on it. Sending is of no category.

export interface Share {
  vendorId: string;
  categoryIds: readonly string[];
  gross: bigint;
  tax: bigint;
  funded: bigint;
}

interface SoldLine {
  vendorId: string;
  categoryIds: readonly string[];
  total: bigint;
  tax: bigint;
  funded: bigint;
}

export interface SentPart {
  vendorId: string;
  shipping: bigint;
  shippingTax: bigint;
  shippingFunded: bigint;
}

/** Adds up lines and the sending of parts. The `gross` of the shares sum to what is paid for all of them. */
export function sharesOf(lines: readonly SoldLine[], parts: readonly SentPart[]): Share[] {
  const shares = new Map<string, Share>();
  const add = ({ vendorId, categoryIds, gross, tax, funded }: Share) => {
    const key = `${vendorId} ${categoryIds.join()}`;
    const share = shares.get(key) ?? { gross: 0n, tax: 0n, funded: 0n };
    shares.set(key, {
      vendorId,
      categoryIds,
      gross: share.gross + gross,
      tax: share.tax + tax,
      funded: share.funded + funded,
    });
  };
  for (const { total, ...line } of lines) add({ ...line, gross: total });
  for (const { vendorId, shipping, shippingTax, shippingFunded } of parts)
    if (shipping > 0n || shippingFunded > 0n)
      add({ vendorId, categoryIds: [], gross: shipping, tax: shippingTax, funded: shippingFunded });
  return [...shares.values()];
}
