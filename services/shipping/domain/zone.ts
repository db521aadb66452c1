// Which zone an address lies in: the most specific of the areas around it.

import type { ZoneArea } from '../contract/setup-wire.ts';
import type { Destination } from '../contract/wire.ts';

export type ZoneIndex = ReadonlyMap<string, string>;

/** As postcodes are compared: `10 439` and `10439` are one. */
const plainPostcode = (postcode: string): string => postcode.replace(/[ -]/g, '').toUpperCase();

const keyOf = ({ country, region, postcodePrefix }: ZoneArea): string =>
  `${country ?? ''}|${region ?? ''}|${postcodePrefix ?? ''}`;

/** Puts the areas of all zones in order for `zoneOf`. */
export const indexZones = (areas: readonly (ZoneArea & { zoneId: string })[]): ZoneIndex =>
  new Map(areas.map(area => [keyOf(area), area.zoneId]));

/** The zone of an address, or null where nothing is sent to. The longest beginning of its postcode goes before its
 * region, that before its country, and that before everywhere. */
export function zoneOf(zones: ZoneIndex, { country, region, postcode }: Destination): string | null {
  const plain = plainPostcode(postcode);
  const regions = region === null ? [null] : [region, null];
  for (let length = plain.length; length >= 0; length--) {
    const postcodePrefix = length === 0 ? null : plain.slice(0, length);
    for (const each of regions) {
      const found = zones.get(keyOf({ country, region: each, postcodePrefix }));
      if (found !== undefined) return found;
    }
  }
  return zones.get(keyOf({ country: null, region: null, postcodePrefix: null })) ?? null;
}
