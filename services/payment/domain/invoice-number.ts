// Invoice numbers: a series of its own for invoices and credit notes, begun anew each year, without gaps.

export type Series = 'INV' | 'CRN';

/** `INV-2026-000042` */
export const invoiceNumber = (series: string, year: number, number: number): string =>
  `${series}-${year}-${String(number).padStart(6, '0')}`;
