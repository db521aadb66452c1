import { type DragEvent, useId, useState } from 'react';
import { cx } from '#web/kit/cx.ts';
import { Failed } from '#web/kit/failed.tsx';
import { More } from '#web/kit/more.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import type { Status, Ticket } from '#web/screens/tickets/state.tsx';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { ticketStateText } from '#web/text/ticket-states.ts';
import { BoardCard, type CardActions } from './board-card.tsx';
import { type BoardInput, useColumn } from './columns.ts';
import { stepTo } from './moves.ts';

export interface ColumnProps {
  input: BoardInput;
  status: Status;
  filtered: boolean;
  selection: ReadonlySet<string>;
  current: string | null;
  dragged: Ticket | null;
  actions: CardActions;
}

/** What takes a card that is dragged here, and shows whether it would. */
function useDrop(status: Status, dragged: Ticket | null, actions: CardActions) {
  const [over, setOver] = useState(false);
  const fits = dragged !== null && stepTo(dragged, status) !== null;
  const allow = (event: DragEvent) => {
    if (!fits) return;
    event.preventDefault();
    setOver(true);
  };
  return {
    look:
      dragged &&
      cx(
        fits ? 'outline-2 -outline-offset-2 outline-dashed outline-edge' : 'opacity-50',
        fits && over && 'bg-fig-tint',
      ),
    on: {
      onDragEnter: allow,
      onDragOver: allow,
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        if (dragged && fits) actions.move(dragged, status);
        // The card is another element by now, which tells of no end.
        actions.drag(null);
      },
    },
  };
}

/** The tickets in one state, newest first; a page at a time. */
export function BoardColumn({ input, status, filtered, selection, current, dragged, actions }: ColumnProps) {
  const t = useText(boardText);
  const states = useText(ticketStateText).staff;
  const id = useId();
  const column = useColumn(input, status);
  const drop = useDrop(status, dragged, actions);
  const { items } = column;
  const entry = items?.some(each => each.id === current) ? current : items?.[0]?.id;
  return (
    <section
      aria-labelledby={id}
      data-column={status}
      {...drop.on}
      className={cx(
        'flex min-w-0 flex-col rounded-card bg-sunken p-2 transition-colors desk:h-full desk:min-w-46 desk:flex-1',
        drop.look,
      )}
    >
      <h2 id={id} className="flex items-baseline justify-between gap-2 px-1.5 pt-1 pb-2 text-base">
        {states[status]}
        <span className="font-sans text-sm font-semibold text-soft tabular-nums">{column.count ?? ''}</span>
      </h2>
      <div className="flex min-h-24 flex-1 flex-col gap-2 desk:-mr-1 desk:overflow-y-auto desk:pr-1 desk:pb-1">
        {column.error && !items && <Failed error={column.error} retry={column.refetch} />}
        {!items && !column.error && [0, 1, 2].map(each => <Skeleton key={each} className="h-34 bg-line" />)}
        {items?.length === 0 && (
          <p className="px-1.5 py-6 text-center text-sm text-soft">{filtered ? t.emptyFiltered : t.empty}</p>
        )}
        {items?.map(ticket => (
          <BoardCard
            key={ticket.id}
            ticket={ticket}
            selected={selection.has(ticket.id)}
            tabbable={ticket.id === entry}
            actions={actions}
          />
        ))}
        <More list={column} />
      </div>
    </section>
  );
}

interface StripProps extends Pick<ColumnProps, 'input' | 'status' | 'dragged' | 'actions'> {
  open: () => void;
}

/** A column that is folded away: how many there are, and still a place to drop a card. */
export function ColumnStrip({ input, status, dragged, actions, open }: StripProps) {
  const t = useText(boardText);
  const states = useText(ticketStateText).staff;
  const { count } = useColumn(input, status);
  const drop = useDrop(status, dragged, actions);
  return (
    <button
      type="button"
      title={t.showClosed}
      aria-expanded={false}
      onClick={open}
      {...drop.on}
      className={cx(
        'flex w-11 shrink-0 flex-col items-center gap-3 rounded-card bg-sunken py-3 font-semibold text-soft transition-colors hover:text-ink',
        drop.look,
      )}
    >
      <span className="font-display [writing-mode:vertical-rl]">{states[status]}</span>
      <span className="text-sm tabular-nums">{count ?? ''}</span>
    </button>
  );
}
