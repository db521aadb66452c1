import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { ticket as contract } from '#services/ticket/contract';
import { useList } from '#web/api/queries.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Badge } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { FileRow } from '#web/screens/services/files.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';
import { nameOf, useCategories } from './categories.ts';
import { attachedBy, type Entry, saidOf, worthTelling } from './entries.ts';
import { useCalled } from './people.ts';
import type { Details } from './promise.ts';

const { listTimeline } = contract.endpoints;
type File = OutputOf<typeof contract.endpoints.listAttachments>['items'][number];

interface TimelineProps {
  ticket: Details;
  files: readonly File[] | undefined;
}

/** What happened to a ticket and what was written on it, as it came: the newest last. */
export function Timeline({ ticket, files }: TimelineProps) {
  const t = useText(ticketText);
  const [whole, setWhole] = useState(false);
  const list = useList(listTimeline, { ticketId: ticket.id, limit: 100 }, { enabled: whole });
  const { items, nextCursor } = ticket.timeline;
  // What was fetched page by page may miss what has just been written.
  const known = new Set(items.map(({ id }) => id));
  const entries = [...items, ...(list.items ?? []).filter(({ id }) => !known.has(id))];
  const earlier = whole ? list.hasNextPage : nextCursor !== null;
  return (
    <section>
      <h2 className="mb-3 px-1 text-xl">{t.history}</h2>
      {earlier && (
        <Button
          look="outline"
          size="small"
          className="mb-4"
          busy={list.isFetching}
          onClick={() => (whole ? void list.fetchNextPage() : setWhole(true))}
        >
          {t.earlier}
        </Button>
      )}
      <ol className="flex flex-col gap-4">
        {worthTelling(entries)
          .toReversed()
          .map(entry =>
            entry.text === null ? (
              <Event key={entry.id} entry={entry} ticket={ticket} files={files} />
            ) : (
              <Written key={entry.id} entry={entry} ticket={ticket} files={files} />
            ),
          )}
      </ol>
    </section>
  );
}

interface EntryProps extends TimelineProps {
  entry: Entry;
}

/** A step, as a line. */
function Event({ entry, ticket, files }: EntryProps) {
  const t = useText(ticketText);
  const { name } = useCalled(ticket.buildingId, entry.by);
  const about = [entry.details.assigneeId, entry.details.userIds].flat().find(id => typeof id === 'string');
  const other = useCalled(ticket.buildingId, about ?? null);
  const categories = useCategories(ticket.buildingId);
  const said = saidOf(entry, t, {
    other: other.known ? other.name : null,
    category: id => nameOf(categories, id) ?? '…',
  });
  return (
    <li className="flex gap-3 pl-2.5 text-[0.9375rem] text-soft">
      <span aria-hidden className="mt-2 size-2 shrink-0 rounded-full bg-edge" />
      <div className="min-w-0 flex-1">
        <p>
          {!said.whole && <span className="font-semibold text-ink">{t.by(name)}</span>} {said.text} ·{' '}
          <span className="text-sm">
            <Ago at={entry.at} />
          </span>
        </p>
        <FileRow
          files={files?.filter(({ fileId }) => attachedBy(entry).includes(fileId))}
          alt={t.photoOf(ticket.title)}
        />
      </div>
    </li>
  );
}

const tints: Partial<Record<Entry['kind'], string>> = {
  question: 'bg-warn-tint',
  resolution: 'bg-good-tint',
  reopening: 'bg-bad-tint',
};

/** What somebody wrote. */
function Written({ entry, ticket, files }: EntryProps) {
  const t = useText(ticketText);
  const author = useCalled(ticket.buildingId, entry.by);
  const word = entry.internal ? 'note' : entry.kind;
  return (
    <li className="flex items-start gap-3">
      <Avatar name={author.letters} url={author.url} size="small" />
      <article
        className={cx(
          'min-w-0 flex-1 rounded-2xl px-4 py-3',
          entry.internal ? 'border border-dashed border-edge' : (tints[entry.kind] ?? 'bg-surface shadow-card'),
        )}
      >
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <span className="font-semibold">{author.name}</span>
          {word !== 'comment' && word in t.words && (
            <Badge tone="plain">{t.words[word as keyof typeof t.words] as string}</Badge>
          )}
          <span className="text-soft">
            <Ago at={entry.at} />
          </span>
        </p>
        <p className="mt-1 whitespace-pre-line">{entry.text}</p>
        <FileRow files={files?.filter(({ commentId }) => commentId === entry.id)} alt={t.photoOf(ticket.title)} />
      </article>
    </li>
  );
}
