// The address of a client as PostgreSQL's inet takes it.

import { z } from 'zod';

const Address = z.union([z.ipv4(), z.ipv6()]);

/** The address without its zone, and IPv4 written as such; null for what is no address. */
export function inetOf(ip: string | undefined): string | null {
  const plain = (ip ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
  return Address.safeParse(plain).data ?? null;
}
