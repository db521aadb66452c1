// What a checkout gave: for a guest the token by which the order is theirs, and where somebody still must pay. Kept in this
// tab only, and never in an address; the mail of the order has its own link.

interface Kept {
  orderToken: string;
  actionUrl: string | null;
}

const place = (orderId: string): string => `agora.order.${orderId}`;

export const keepOrder = (orderId: string, kept: Kept): void =>
  sessionStorage.setItem(place(orderId), JSON.stringify(kept));

export function keptOrder(orderId: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(place(orderId)) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}
