// What an entry of a ticket's timeline says.

import type { ticketText } from '#web/text/tickets.ts';
import type { Details } from './promise.ts';

export type Entry = Details['timeline']['items'][number];
type Texts = (typeof ticketText)['en'];

const sameStep = (one: Entry, other: Entry): boolean => one.at === other.at && one.by === other.by;

/** A change of state that comes with words of its own, or with who cares for the ticket, is told by those. */
export const worthTelling = (entries: readonly Entry[]): Entry[] =>
  entries.filter(
    entry =>
      entry.kind !== 'status' ||
      !entries.some(
        other =>
          sameStep(entry, other) &&
          ['question', 'answer', 'resolution', 'reopening', 'assigned', 'merged'].includes(other.kind),
      ),
  );

/** The files that were added to the ticket itself by an entry. */
export const attachedBy = ({ kind, details }: Entry): unknown[] =>
  kind === 'attached' && Array.isArray(details.fileIds) ? details.fileIds : [];

interface Names {
  /** Whom it is about, besides whoever did it; null where that is not told. */
  other: string | null;
  category: (id: string) => string;
}

/** The rest of a sentence that begins with whoever did it; a `whole` one says all by itself. */
export function saidOf(entry: Entry, t: Texts, names: Names): { text: string; whole?: true } {
  const { details } = entry;
  const { events } = t;
  switch (entry.kind) {
    case 'opened':
      return { text: events.opened };
    case 'status':
      return { text: endingOf(details.reason, events) ?? events[entry.to ?? 'open'] };
    case 'assigned':
      if (!details.assigneeId) return { text: events.handedBack };
      return { text: names.other === null ? events.handedOn : events.handed(names.other) };
    case 'merged':
      return { text: details.reference ? events.merged(String(details.reference)) : events.duplicate };
    case 'incident':
      return {
        text: details.resolved ? events.incidentOver : details.unlinked ? events.incidentLeft : events.incident,
      };
    case 'escalated':
      return { text: events.escalated(t.clocks[details.clock as keyof Texts['clocks']]), whole: true };
    case 'attached':
      return { text: events.attached };
    default:
      return changeOf(details, events, names);
  }
}

function endingOf(reason: unknown, events: Texts['events']): string | undefined {
  const known = ['solved', 'withdrawn', 'duplicate', 'auto_closed'] as const;
  const found = known.find(each => each === reason);
  return found && events[found];
}

function changeOf(details: Entry['details'], events: Texts['events'], names: Names): { text: string; whole?: true } {
  const { title, categoryId, urgent, tags, tagsAdded, assetId, observer } = details;
  if (observer) return followed(observer === 'added', events, names);
  const said = [
    typeof title === 'string' && events.retitled(title),
    typeof categoryId === 'string' && events.recategorised(names.category(categoryId)),
    urgent !== undefined && (urgent ? events.urgent : events.notUrgent),
    Array.isArray(tags) && (tags.length > 0 ? events.tags(tags.join(', ')) : events.noTags),
    Array.isArray(tagsAdded) && events.tagsAdded(tagsAdded.join(', ')),
    assetId !== undefined && events.asset,
  ].filter(part => typeof part === 'string');
  return { text: said.join(', ') || events.changed };
}

function followed(added: boolean, events: Texts['events'], { other }: Names): { text: string; whole?: true } {
  if (other === null) return { text: events.changed };
  return { text: (added ? events.follows : events.followsNot)(other), whole: true };
}
