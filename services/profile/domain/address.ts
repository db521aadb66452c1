// Whether an address can be one of its country.

import type { AddressDetails } from '../contract/wire.ts';

interface Form {
  postcode: RegExp;
  example: string;
  /** Addresses there name a state or province. */
  region?: true;
}

/** The countries whose postcodes are known here; elsewhere any short code is taken. */
const forms: Readonly<Record<string, Form>> = {
  AT: { postcode: /^\d{4}$/, example: '1010' },
  AU: { postcode: /^\d{4}$/, example: '2000', region: true },
  BE: { postcode: /^\d{4}$/, example: '1000' },
  CA: { postcode: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/, example: 'K1A 0B1', region: true },
  CH: { postcode: /^\d{4}$/, example: '8001' },
  DE: { postcode: /^\d{5}$/, example: '10115' },
  DK: { postcode: /^\d{4}$/, example: '1050' },
  ES: { postcode: /^\d{5}$/, example: '28001' },
  FR: { postcode: /^\d{5}$/, example: '75001' },
  GB: { postcode: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, example: 'SW1A 1AA' },
  IN: { postcode: /^[1-9]\d{5}$/, example: '110001', region: true },
  IT: { postcode: /^\d{5}$/, example: '00118' },
  NL: { postcode: /^\d{4} ?[A-Z]{2}$/, example: '1011 AB' },
  PL: { postcode: /^\d{2}-\d{3}$/, example: '00-001' },
  PT: { postcode: /^\d{4}-\d{3}$/, example: '1100-465' },
  SE: { postcode: /^\d{3} ?\d{2}$/, example: '111 22' },
  US: { postcode: /^\d{5}(-\d{4})?$/, example: '10013', region: true },
};
const elsewhere = /^[A-Z0-9][A-Z0-9 -]{1,10}$/;

/** What is wrong with an address, as a sentence that begins with the field; null if it can be one. */
export function addressFault({ country, postcode, region }: AddressDetails): string | null {
  const form = forms[country];
  const code = postcode.toUpperCase();
  if (!(form?.postcode ?? elsewhere).test(code))
    return form ? `postcode: one of ${country} looks like ${form.example}.` : 'postcode: has letters and digits.';
  if (form?.region && region === null) return `region: addresses of ${country} name a state or province.`;
  return null;
}

/** As it is written on parcels. */
export const tidyAddress = (address: AddressDetails): AddressDetails => ({
  ...address,
  postcode: address.postcode.toUpperCase(),
});
