import { type FormEvent, useState } from 'react';
import { ticket as contract } from '#services/ticket/contract';
import { useList, useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { cx } from '#web/kit/cx.ts';
import { controlClasses } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { optionsOf, useCategories } from '#web/screens/tickets/categories.ts';
import { useAssignees } from '#web/screens/tickets/people.ts';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import type { BoardSearch } from './search.ts';

const { listTags, listIncidents, countTickets } = contract.endpoints;

export type Change = (to: Partial<Record<keyof BoardSearch, unknown>>) => void;

interface FiltersProps {
  buildingId: string;
  search: BoardSearch;
  change: Change;
}

/** Words, and what is counted: what nobody has, what cannot wait, what is late. */
export function QuickFilters({ buildingId, search, change }: FiltersProps) {
  const t = useText(boardText);
  const { data: counts } = useRead(countTickets, { buildingId }, { everyMs: 45_000 });
  const toggles = [
    {
      name: 'unassigned',
      on: search.assignee === 'none',
      flip: { assignee: search.assignee === 'none' ? undefined : 'none' },
    },
    { name: 'urgent', on: search.urgent === true, flip: { urgent: search.urgent ? undefined : true } },
    { name: 'breached', on: search.breached === true, flip: { breached: search.breached ? undefined : true } },
  ] as const;
  return (
    <>
      {toggles.map(({ name, on, flip }) => (
        <button
          key={name}
          type="button"
          aria-pressed={on}
          onClick={() => change(flip)}
          className={cx(
            'inline-flex h-11 items-center gap-2 rounded-full px-4 text-[0.9375rem] font-semibold transition-colors',
            on ? 'bg-fig text-on-fig' : 'bg-sunken text-soft hover:text-ink',
          )}
        >
          {t[name]}
          <span className="text-sm tabular-nums">{counts?.[name] ?? ''}</span>
        </button>
      ))}
    </>
  );
}

export function SearchField({ q, find }: { q: string; find: (q: string) => void }) {
  const t = useText(boardText);
  const [words, setWords] = useState(q);
  const send = (event: FormEvent) => {
    event.preventDefault();
    find(words.trim().slice(0, 100));
  };
  return (
    <search className="min-w-48 flex-1">
      <form onSubmit={send}>
        <input
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          value={words}
          onChange={event => {
            setWords(event.target.value);
            // Emptied, by its cross as well, it finds everything again.
            if (event.target.value === '') find('');
          }}
          className={`${controlClasses} h-11`}
        />
      </form>
    </search>
  );
}

/** One of many each: category, who cares, tag, incident. On a phone with their names above. */
export function Filters({ buildingId, search, change, compact }: FiltersProps & { compact: boolean }) {
  const t = useText(boardText);
  const { userId: me } = useAccess();
  const categories = useCategories(buildingId);
  const assignees = useAssignees(buildingId);
  const tags = useRead(listTags, { buildingId }).data?.items;
  const incidents = useList(listIncidents, { buildingId, status: 'open', limit: 50 }).items;
  const choose = (name: keyof BoardSearch) => (value: string) => change({ [name]: value || undefined });
  const all = (label: string) => [{ value: '', label }];
  return (
    <>
      <Select
        label={t.category}
        hideLabel={compact}
        value={search.category ?? ''}
        onChoose={choose('category')}
        options={[...all(t.everyCategory), ...optionsOf(categories ?? [])]}
      />
      <Select
        label={t.assignee}
        hideLabel={compact}
        value={search.assignee ?? ''}
        onChoose={choose('assignee')}
        options={[
          ...all(compact ? `${t.assignee}: ${t.everybody}` : t.everybody),
          { value: 'none', label: t.nobody },
          ...(assignees ?? []).map(({ userId, name, activeTickets }) => ({
            value: userId,
            label: t.loadOf(userId === me ? t.me : (name ?? t.colleague), activeTickets),
          })),
        ]}
      />
      <Select
        label={t.tag}
        hideLabel={compact}
        value={search.tag ?? ''}
        onChoose={choose('tag')}
        options={[
          ...all(t.everyTag),
          ...(tags ?? []).map(({ name, tickets }) => ({ value: name, label: t.loadOf(name, tickets) })),
        ]}
      />
      {(incidents?.length ?? 0) > 0 && (
        <Select
          label={t.incident}
          hideLabel={compact}
          value={search.incident ?? ''}
          onChoose={choose('incident')}
          options={[...all(t.everyIncident), ...incidents!.map(({ id, title }) => ({ value: id, label: title }))]}
        />
      )}
    </>
  );
}
