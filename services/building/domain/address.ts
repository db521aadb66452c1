// One address is written in many ways; its key is the same for those that differ only in case, accents and punctuation.

import type { BuildingAddress } from '../contract/wire.ts';

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The plain spelling of an address. The second line is left out: it names a part of the house, or a person. */
export const plainAddress = ({ country, postalCode, city, street }: BuildingAddress): string =>
  [country, postalCode, city, street].map(plain).join('|');
