// What the board shows stands in its address: back works, and a colleague sees the same by the link.

import { ticket } from '#services/ticket/contract';
import type { Status } from '#web/screens/tickets/state.tsx';

const rules = ticket.endpoints.listBoard.input.shape;

export interface BoardSearch {
  q?: string;
  category?: string;
  /** `none` for what nobody cares for yet. */
  assignee?: string;
  tag?: string;
  incident?: string;
  /** Of the register of devices. */
  asset?: string;
  urgent?: true;
  breached?: true;
  /** The column on a phone. */
  column?: Status;
  /** Shows the column of what is closed. */
  closed?: true;
}

interface Rule {
  safeParse: (value: unknown) => { success: boolean; data?: unknown };
}

/** Takes of an address what the board understands; the rest is left out, not refused. */
export function boardSearch(raw: Record<string, unknown>): BoardSearch {
  const taken = (rule: Rule, value: unknown) =>
    value === undefined || value === '' ? undefined : rule.safeParse(value).data;
  // The router reads digits in an address as a number.
  const written = (value: unknown) => (typeof value === 'number' ? String(value) : value);
  const found = {
    q: taken(rules.text, written(raw.q)),
    category: taken(rules.categoryId, raw.category),
    assignee: raw.assignee === 'none' ? 'none' : taken(rules.assigneeId, raw.assignee),
    tag: taken(rules.tag, written(raw.tag)),
    incident: taken(rules.incidentId, raw.incident),
    asset: taken(rules.assetId, raw.asset),
    urgent: raw.urgent === true || undefined,
    breached: raw.breached === true || undefined,
    column: taken(rules.status, raw.column),
    closed: raw.closed === true || undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The same for the API. */
export const filtersOf = ({ q, category, assignee, tag, incident, asset, urgent, breached }: BoardSearch) => ({
  ...(q && { text: q }),
  ...(category && { categoryId: category }),
  ...(assignee === 'none' ? { unassigned: true } : assignee && { assigneeId: assignee }),
  ...(tag && { tag }),
  ...(incident && { incidentId: incident }),
  ...(asset && { assetId: asset }),
  ...(urgent && { urgent }),
  ...(breached && { breached }),
});

export const isFiltered = (search: BoardSearch): boolean => Object.keys(filtersOf(search)).length > 0;
