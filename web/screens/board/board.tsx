import { getRouteApi } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ticket as contract } from '#services/ticket/contract';
import { useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Select } from '#web/kit/select.tsx';
import { blank, Page, Skeleton } from '#web/kit/surface.tsx';
import { useIsDesk } from '#web/kit/wide.ts';
import { keepBoard } from '#web/screens/tickets/board-place.ts';
import { ForStaff } from '#web/screens/tickets/for-staff.tsx';
import { useTicketsLive } from '#web/screens/tickets/live.ts';
import { useIsStaff } from '#web/screens/tickets/people.ts';
import type { Status, Ticket } from '#web/screens/tickets/state.tsx';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { ticketStateText } from '#web/text/ticket-states.ts';
import { Actions } from './actions.tsx';
import type { CardActions } from './board-card.tsx';
import { BoardColumn, type ColumnProps, ColumnStrip } from './board-column.tsx';
import { type BoardInput, findCard } from './columns.ts';
import { type Change, Filters, QuickFilters, SearchField } from './filters.tsx';
import { besides, columns } from './moves.ts';
import { type BoardSearch, boardSearch, filtersOf, isFiltered } from './search.ts';
import { SelectionBar } from './selection.tsx';
import { StepDialog } from './step-dialog.tsx';
import { useBoardKeys } from './use-keys.ts';
import { useMoves } from './use-moves.ts';

const { countTickets } = contract.endpoints;
const route = getRouteApi('/inside/manage/tickets');

/** All reports of the building, a column a state. */
export default function BoardScreen() {
  const t = useText(boardText);
  useTicketsLive();
  const search = boardSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { current } = useBuildings();
  const change: Change = to => void navigate({ search: { ...search, ...to }, resetScroll: false });
  const staff = useIsStaff(current?.id);
  const { data: counts } = useRead(countTickets, { buildingId: current?.id ?? '' }, { enabled: staff });
  useEffect(() => keepBoard(search));
  return (
    <Page
      wide
      title={t.title}
      lead={counts ? t.lead(counts.active) : blank}
      actions={staff && current && <Actions buildingId={current.id} search={search} />}
    >
      <ForStaff waiting={<Skeleton className="h-160 rounded-card" />}>
        {buildingId => (
          <>
            <FilterRow buildingId={buildingId} search={search} change={change} />
            <Board key={buildingId} buildingId={buildingId} search={search} change={change} />
          </>
        )}
      </ForStaff>
    </Page>
  );
}

interface BoardProps {
  buildingId: string;
  search: BoardSearch;
  change: Change;
}

const nothing = {
  q: undefined,
  category: undefined,
  assignee: undefined,
  tag: undefined,
  incident: undefined,
  asset: undefined,
  urgent: undefined,
  breached: undefined,
};

function FilterRow(props: BoardProps) {
  const t = useText(boardText);
  const { search, change } = props;
  const desk = useIsDesk();
  const [filtering, setFiltering] = useState(false);
  return (
    <div className="mb-4 flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        {/* Another search in the address fills the field anew. */}
        <SearchField key={search.q} q={search.q ?? ''} find={q => change({ q: q || undefined })} />
        <QuickFilters {...props} />
        {!desk && (
          <Button look="outline" icon={<SlidersHorizontal size={18} aria-hidden />} onClick={() => setFiltering(true)}>
            {t.filters}
          </Button>
        )}
        {isFiltered(search) && (
          <Button look="plain" onClick={() => change(nothing)}>
            {t.clear}
          </Button>
        )}
      </div>
      {desk && (
        <div className="grid auto-cols-fr grid-flow-col gap-2">
          <Filters {...props} compact />
        </div>
      )}
      <Dialog open={filtering} onOpenChange={setFiltering} title={t.filters}>
        <div className="flex flex-col gap-4">
          <Filters {...props} compact={false} />
          <Button onClick={() => setFiltering(false)}>{t.showFound}</Button>
        </div>
      </Dialog>
    </div>
  );
}

function useSelection() {
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const flip = useCallback(
    (id: string) =>
      setSelection(before => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  return { selection, flip, clear: () => setSelection(new Set()) };
}

function Board({ buildingId, search, change }: BoardProps) {
  const t = useText(boardText);
  const input: BoardInput = { buildingId, ...filtersOf(search) };
  const moves = useMoves(input);
  const { selection, flip, clear } = useSelection();
  const [dragged, setDragged] = useState<Ticket | null>(null);
  const keys = useBoardKeys((id, side) => {
    const ticket = findCard(input, id);
    const to = ticket && besides(ticket, side);
    if (ticket && to) actions.move(ticket, to);
    else if (ticket) moves.say(t.notMoved(ticket.title));
  });
  const latest = useRef({ moves, keys, closed: search.closed });
  useEffect(() => {
    latest.current = { moves, keys, closed: search.closed };
  });
  const { asked } = moves;
  useEffect(() => {
    if (!asked) latest.current.keys.regain();
  }, [asked]);
  // The same for the life of the board, so that cards are drawn anew only when they change.
  const actions = useMemo<CardActions>(
    () => ({
      move(ticket, to) {
        const { keys: board, closed } = latest.current;
        if (to === 'closed' && !closed) board.leave(ticket.id);
        else board.follow(ticket.id);
        latest.current.moves.move(ticket, to);
      },
      follow: id => latest.current.keys.follow(id),
      give: ticket => latest.current.moves.give(ticket),
      select: flip,
      drag: setDragged,
      press: event => latest.current.keys.press(event),
      reach: id => latest.current.keys.reach(id),
      claimFocus: id => latest.current.keys.claimFocus(id),
    }),
    [flip],
  );
  const shared = { input, filtered: isFiltered(search), selection, current: keys.current, dragged, actions };
  return (
    <>
      <p role="status" className="sr-only">
        {moves.news}
      </p>
      <Columns {...shared} search={search} change={change} />
      <SelectionBar buildingId={buildingId} selection={selection} clear={clear} />
      <StepDialog asked={asked} close={moves.cancel} take={moves.take} />
    </>
  );
}

type ColumnsProps = Omit<ColumnProps, 'status'> & Pick<BoardProps, 'search' | 'change'>;

/** All columns side by side; on a phone one, and which. */
function Columns({ search, change, ...shared }: ColumnsProps) {
  const t = useText(boardText);
  const desk = useIsDesk();
  if (!desk) return <OneColumn search={search} change={change} {...shared} />;
  return (
    <>
      <div className="-mx-1 flex h-[calc(100dvh-19rem)] min-h-120 gap-2.5 overflow-x-auto px-1 pb-2">
        {columns
          .filter(status => status !== 'closed' || search.closed)
          .map(status => (
            <BoardColumn key={status} status={status} {...shared} />
          ))}
        {!search.closed && <ColumnStrip status="closed" {...shared} open={() => change({ closed: true })} />}
      </div>
      {search.closed && (
        <Button look="plain" size="small" onClick={() => change({ closed: undefined })}>
          {t.hideClosed}
        </Button>
      )}
    </>
  );
}

function OneColumn({ search, change, ...shared }: ColumnsProps) {
  const t = useText(boardText);
  const states = useText(ticketStateText).staff;
  const { data: counts } = useRead(countTickets, { buildingId: shared.input.buildingId });
  const status = search.column ?? 'open';
  // What is counted are all; by filters there are fewer.
  const labelOf = (each: Status) =>
    counts && !shared.filtered ? t.columnOf(states[each], counts.byStatus[each]) : states[each];
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t.columns}
        value={status}
        onChoose={column => change({ column })}
        options={columns.map(value => ({ value, label: labelOf(value) }))}
      />
      <BoardColumn key={status} status={status} {...shared} />
    </div>
  );
}
