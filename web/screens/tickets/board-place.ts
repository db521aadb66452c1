// By which filters the board was looked at last, for the way back to it from a ticket.

let last: Record<string, unknown> = {};

export const lastBoard = (): Record<string, unknown> => last;
export const keepBoard = (search: object): void => void (last = { ...search });
