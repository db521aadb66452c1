// The ways in which the demo shop sends.

export const carriers = [
  { code: 'simulated', name: 'Agora Parcel', kind: 'simulated' },
  { code: 'own', name: 'Delivered by the shop', kind: 'own' },
] as const;

export const holidays = ['2026-12-25', '2027-01-01', '2027-12-25', '2028-01-01'];
export const zones = [
  { code: 'de', name: 'Germany', timeZone: 'Europe/Berlin', countries: ['DE'] },
  {
    code: 'eu',
    name: 'European Union',
    timeZone: 'Europe/Berlin',
    countries: 'AT BE BG HR CY CZ DK EE FI FR GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
  },
];

/** What a currency's amounts are to those in euros: 1.00 € is 1.10 $, 160 ¥, 0.340 KWD. */
export const currencies = { EUR: [1, 1], USD: [11, 10], JPY: [16, 10], KWD: [34, 10] } as const;

interface DemoMethod {
  id: string;
  zone: string;
  carrier: string;
  code: string;
  name: string;
  kind: 'delivery' | 'pickup';
  cutoff: string;
  days: [min: number, max: number];
  /** Grams from, cents. */
  tiers: [number, number][];
  freeFrom: number | null;
}
export const methods: DemoMethod[] = [
  {
    id: 'standard',
    zone: 'de',
    carrier: 'simulated',
    code: 'standard',
    name: 'Standard',
    kind: 'delivery',
    cutoff: '14:00',
    days: [1, 3],
    tiers: [
      [0, 490],
      [5_000, 690],
      [15_000, 1_290],
      [30_000, 2_990],
    ],
    freeFrom: 10_000,
  },
  {
    id: 'express',
    zone: 'de',
    carrier: 'simulated',
    code: 'express',
    name: 'Express, at a time of your choice',
    kind: 'delivery',
    cutoff: '12:00',
    days: [1, 1],
    tiers: [
      [0, 1_190],
      [10_000, 1_990],
    ],
    freeFrom: null,
  },
  {
    id: 'pickup',
    zone: 'de',
    carrier: 'own',
    code: 'pickup',
    name: 'Fetch it at the shop',
    kind: 'pickup',
    cutoff: '16:00',
    days: [0, 1],
    tiers: [[0, 0]],
    freeFrom: null,
  },
  {
    id: 'eu-standard',
    zone: 'eu',
    carrier: 'simulated',
    code: 'standard',
    name: 'Standard',
    kind: 'delivery',
    cutoff: '14:00',
    days: [3, 6],
    tiers: [
      [0, 990],
      [5_000, 1_490],
      [15_000, 2_990],
    ],
    freeFrom: 20_000,
  },
  {
    id: 'eu-express',
    zone: 'eu',
    carrier: 'simulated',
    code: 'express',
    name: 'Express',
    kind: 'delivery',
    cutoff: '12:00',
    days: [1, 2],
    tiers: [
      [0, 2_490],
      [10_000, 4_490],
    ],
    freeFrom: null,
  },
];
