// The number people call an order by, e.g. `A-7K3M-Q2P9`: short, read out without confusion, and telling of no other.

/** 31 signs, a prime: without I, L, O, 0 and 1, which look alike. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const base = BigInt(signs.length);
const dataSigns = 7;

/** The number that follows from 8 or more random bytes. */
export function orderNumber(bytes: Uint8Array): string {
  let value = bytes.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let data = '';
  for (let place = 0; place < dataSigns; place++) {
    data += signs[Number(value % base)];
    value /= base;
  }
  const text = data + checkSign(data);
  return `A-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Weighted sum modulo a prime (as ISBN-10 has it): finds every wrong sign and every two that were swapped. */
const checkSign = (data: string): string =>
  signs[[...data].reduce((sum, sign, index) => sum + signs.indexOf(sign) * (index + 2), 0) % signs.length]!;

/** The number as it is kept, of what somebody typed; null for what cannot be one. */
export function readNumber(text: string): string | null {
  const match = /^A?([2-9A-HJKMNP-Z]{8})$/.exec(text.toUpperCase().replace(/[\s-]/g, ''));
  const typed = match?.[1];
  if (!typed || checkSign(typed.slice(0, dataSigns)) !== typed[dataSigns]) return null;
  return `A-${typed.slice(0, 4)}-${typed.slice(4)}`;
}
