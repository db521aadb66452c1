// Which parcels pieces of an order are taken out of: those that have not been handed over, the newest first.

export interface ParcelLine {
  shipmentId: string;
  lineId: string;
  /** Pieces still in it. */
  quantity: number;
}
export interface Taken {
  shipmentId: string;
  lineId: string;
  quantity: number;
}

/**
 * Takes pieces of lines out of parcels, given in the order in which they are to give. Gives what each loses, the parcels
 * that are left empty, and the pieces that no parcel had any more.
 */
export function takePieces(
  parcels: readonly ParcelLine[],
  wanted: readonly { lineId: string; quantity: number }[],
): { taken: Taken[]; emptied: string[]; missing: { lineId: string; quantity: number }[] } {
  const left = new Map(wanted.map(({ lineId, quantity }) => [lineId, quantity]));
  const taken: Taken[] = [];
  for (const { shipmentId, lineId, quantity } of parcels) {
    const take = Math.min(quantity, left.get(lineId) ?? 0);
    if (take === 0) continue;
    taken.push({ shipmentId, lineId, quantity: take });
    left.set(lineId, left.get(lineId)! - take);
  }
  const lost = (line: ParcelLine): number =>
    taken.find(each => each.shipmentId === line.shipmentId && each.lineId === line.lineId)?.quantity ?? 0;
  const emptied = [...new Set(taken.map(({ shipmentId }) => shipmentId))].filter(id =>
    parcels.filter(({ shipmentId }) => shipmentId === id).every(line => lost(line) === line.quantity),
  );
  const missing = [...left].filter(([, quantity]) => quantity > 0).map(([lineId, quantity]) => ({ lineId, quantity }));
  return { taken, emptied, missing };
}
