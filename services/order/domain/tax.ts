// Taxes on prices that contain them or do not, by country, region and category, rounded for each line.

export type Rounding = 'half_up' | 'half_even';

/** A rate in parts of a million; an empty region stands for the whole country. */
export interface TaxRate {
  country: string;
  region: string;
  category: string;
  ratePpm: number;
}

export interface TaxPlace {
  country: string;
  region: string | null;
}

export interface TaxRules {
  /** Whether prices contain their taxes, by country; where nothing is said they do. */
  included: ReadonlyMap<string, boolean>;
  rates: readonly TaxRate[];
}

export interface TaxableLine {
  category: string;
  /** What it costs after discounts, in minor units. */
  amount: bigint;
}

export interface LineTax {
  ratePpm: number;
  tax: bigint;
}

export interface TaxAnswer {
  included: boolean;
  /** One for each line, in their order. */
  lines: LineTax[];
}

/** `standard` holds for a category without a rate of its own. */
const standard = 'standard';

/** The quotient rounded to a whole, ties away from zero or to the even neighbour; both must not be negative. */
export function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  if (twice < divisor) return quotient;
  if (twice > divisor || rounding === 'half_up') return quotient + 1n;
  return quotient % 2n === 0n ? quotient : quotient + 1n;
}

/** The tax on an amount: what of it is tax where it is included, else what comes on top. */
export function taxOn(amount: bigint, ratePpm: number, included: boolean, rounding: Rounding): bigint {
  const rate = BigInt(ratePpm);
  return divideRounded(amount * rate, included ? 1_000_000n + rate : 1_000_000n, rounding);
}

/** The rate of a category at a place: the region's before the country's, the category's before the standard one. */
export function rateOf(rates: readonly TaxRate[], { country, region }: TaxPlace, category: string): number {
  const find = (wantedRegion: string, wanted: string) =>
    rates.find(rate => rate.country === country && rate.region === wantedRegion && rate.category === wanted);
  const here = region ?? '';
  return (find(here, category) ?? find('', category) ?? find(here, standard) ?? find('', standard))?.ratePpm ?? 0;
}

/** The taxes on lines by rules. */
export function taxByRules(
  { included, rates }: TaxRules,
  place: TaxPlace,
  lines: readonly TaxableLine[],
  rounding: Rounding,
): TaxAnswer {
  const contained = included.get(place.country) ?? true;
  return {
    included: contained,
    lines: lines.map(({ category, amount }) => {
      const ratePpm = rateOf(rates, place, category);
      return { ratePpm, tax: taxOn(amount, ratePpm, contained, rounding) };
    }),
  };
}
