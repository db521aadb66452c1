// The numbers of parcels: tracking numbers that machines can check, and codes that people can say.

/** The check digit of GS1 (General Specifications, 7.9): weights of 3 and 1 in turn from the right. */
function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

const digitsOf = (value: number, length: number): string => String(value).padStart(length, '0');

/** A tracking number of 18 digits in the form of an SSCC (GS1), of two random numbers below 10⁸. */
export function trackingNumber(high: number, low: number): string {
  const digits = `3${digitsOf(high, 8)}${digitsOf(low, 8)}`;
  return digits + checkDigit(digits);
}

export const isTrackingNumber = (number: string): boolean =>
  /^\d{18}$/.test(number) && checkDigit(number.slice(0, -1)) === Number(number.at(-1));

/** Six digits of a keyed hash: only who has the key can tell them, so that they need not be kept anywhere. */
export const handoverCode = (hash: Uint8Array): string =>
  digitsOf(new DataView(hash.buffer, hash.byteOffset).getUint32(0) % 1_000_000, 6);

/** Wrong codes after which the recipient must ask for another. */
export const mostTries = 5;
/** Codes there are for one parcel: fifty guesses at a million. */
export const mostCodes = 10;
