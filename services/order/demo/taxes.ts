// Rates as they were in force when this was written; a shop sets its own.

export const demoTaxes = [
  {
    country: 'DE',
    included: true,
    rates: [
      ['', 'standard', 190_000],
      ['', 'reduced', 70_000],
      ['', 'books', 70_000],
    ],
  },
  {
    country: 'AT',
    included: true,
    rates: [
      ['', 'standard', 200_000],
      ['', 'reduced', 100_000],
      ['', 'books', 100_000],
    ],
  },
  {
    country: 'FR',
    included: true,
    rates: [
      ['', 'standard', 200_000],
      ['', 'reduced', 55_000],
      ['', 'books', 55_000],
    ],
  },
  {
    country: 'NL',
    included: true,
    rates: [
      ['', 'standard', 210_000],
      ['', 'reduced', 90_000],
      ['', 'books', 90_000],
    ],
  },
  {
    country: 'US',
    included: false,
    rates: [
      ['', 'standard', 0],
      ['CA', 'standard', 72_500],
      ['NY', 'standard', 40_000],
    ],
  },
] as const;
