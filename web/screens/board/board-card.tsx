import { Link } from '@tanstack/react-router';
import { ArrowRight, EllipsisVertical, TriangleAlert, UserRoundPlus } from 'lucide-react';
import { type KeyboardEvent, memo, useLayoutEffect, useRef, useState } from 'react';
import { Avatar } from '#web/kit/avatar.tsx';
import { IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Menu, MenuItem, MenuLine } from '#web/kit/menu.tsx';
import { Badge } from '#web/kit/surface.tsx';
import { nameOf, useCategories } from '#web/screens/tickets/categories.ts';
import { useAssignees } from '#web/screens/tickets/people.ts';
import type { Status, Ticket } from '#web/screens/tickets/state.tsx';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { ticketStateText } from '#web/text/ticket-states.ts';
import { Due } from './due.tsx';
import { targetsOf } from './moves.ts';

export interface CardActions {
  move: (ticket: Ticket, to: Status) => void;
  give: (ticket: Ticket) => void;
  select: (id: string) => void;
  drag: (ticket: Ticket | null) => void;
  /** The keys of all cards, and where the focus is: see use-keys.ts. */
  press: (event: KeyboardEvent<HTMLElement>) => void;
  reach: (id: string) => void;
  claimFocus: (id: string) => boolean;
  follow: (id: string) => void;
}

interface BoardCardProps {
  ticket: Ticket;
  selected: boolean;
  /** Reached by Tab; the others of its column by the arrows. */
  tabbable: boolean;
  actions: CardActions;
}

/** A ticket on the board. Its title is what has the focus. */
export const BoardCard = memo(function BoardCard({ ticket, selected, tabbable, actions }: BoardCardProps) {
  const t = useText(boardText);
  const link = useRef<HTMLAnchorElement>(null);
  const [menu, setMenu] = useState(false);
  const { id, title, reference } = ticket;
  const tabIndex = tabbable ? 0 : -1;
  // Whoever was on a card that goes elsewhere, by whosever doing, goes along.
  useLayoutEffect(() => {
    const title = link.current;
    if (actions.claimFocus(id)) title?.focus();
    return () => {
      if (document.activeElement === title) actions.follow(id);
    };
  }, [actions, id]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    actions.press(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === 'x') actions.select(id);
    if (event.key.toLowerCase() === 'm') setMenu(true);
  };
  return (
    <article
      data-ticket={id}
      draggable
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', reference);
        actions.drag(ticket);
      }}
      onDragEnd={() => actions.drag(null)}
      className={cx(
        'relative rounded-2xl border bg-surface p-3 shadow-card transition-colors [contain-intrinsic-size:auto_8.5rem] [content-visibility:auto] has-[a:focus-visible]:border-fig desk:cursor-grab',
        selected ? 'border-fig bg-fig-tint' : 'border-line hover:border-edge',
      )}
    >
      <div className="flex items-start gap-1">
        <h3 className="min-w-0 flex-1 pt-0.5 font-sans text-[0.9375rem] font-semibold tracking-normal text-pretty">
          <Link
            ref={link}
            to="/tickets/$ticketId"
            params={{ ticketId: id }}
            draggable={false}
            tabIndex={tabIndex}
            onFocus={() => actions.reach(id)}
            onKeyDown={onKeyDown}
            aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight M X"
            className="rounded-sm hover:underline"
          >
            {title}
          </Link>
        </h3>
        <CardMenu ticket={ticket} actions={actions} tabIndex={tabIndex} open={menu} onOpenChange={setMenu} />
      </div>
      <Facts ticket={ticket} />
      <div className="mt-2 flex items-center justify-between gap-2">
        <label className="-my-2 -ml-2.5 grid size-11 shrink-0 cursor-pointer place-items-center">
          <span className="sr-only">{t.select(title)}</span>
          <input
            type="checkbox"
            checked={selected}
            tabIndex={tabIndex}
            onChange={() => actions.select(id)}
            className="size-4.5 accent-fig"
          />
        </label>
        <span className="min-w-0 flex-1">
          <Due ticket={ticket} />
        </span>
        <Assignee ticket={ticket} />
      </div>
    </article>
  );
});

function Facts({ ticket }: { ticket: Ticket }) {
  const t = useText(boardText);
  const category = nameOf(useCategories(ticket.buildingId), ticket.categoryId);
  return (
    <>
      <p className="text-[0.8125rem] text-soft">
        {[ticket.unitLabel ?? ticket.place?.text, category].filter(Boolean).join(' · ')}
        <span className="block">{ticket.reference}</span>
      </p>
      {(ticket.urgent || ticket.incidentId || ticket.tags.length > 0) && (
        <p className="mt-1.5 flex flex-wrap items-center gap-1">
          {ticket.urgent && <Badge tone="bad">{t.urgent}</Badge>}
          {ticket.incidentId && (
            <Badge tone="warn">
              <TriangleAlert size={13} aria-hidden /> {t.incident}
            </Badge>
          )}
          {ticket.tags.slice(0, 3).map(tag => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      )}
    </>
  );
}

function Assignee({ ticket: { buildingId, assigneeId } }: { ticket: Ticket }) {
  const t = useText(boardText);
  const assignees = useAssignees(buildingId);
  if (assigneeId === null) return null;
  const name = assignees?.find(({ userId }) => userId === assigneeId)?.name ?? t.colleague;
  return (
    <span title={t.caredBy(name)}>
      <Avatar name={name} size="small" />
      <span className="sr-only">{t.caredBy(name)}</span>
    </span>
  );
}

interface CardMenuProps {
  ticket: Ticket;
  actions: CardActions;
  tabIndex: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function CardMenu({ ticket, actions, tabIndex, ...opened }: CardMenuProps) {
  const t = useText(boardText);
  const states = useText(ticketStateText).staff;
  const active = ticket.status !== 'resolved' && ticket.status !== 'closed';
  return (
    <Menu
      {...opened}
      trigger={
        <IconButton label={t.actions(ticket.title)} tabIndex={tabIndex} className="-mt-2 -mr-2">
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      }
    >
      {targetsOf(ticket).map(to => (
        <MenuItem key={to} icon={<ArrowRight size={16} aria-hidden />} onSelect={() => actions.move(ticket, to)}>
          {t.moveTo(states[to])}
        </MenuItem>
      ))}
      {active && ticket.assigneeId !== null && (
        <>
          <MenuLine />
          <MenuItem icon={<UserRoundPlus size={16} aria-hidden />} onSelect={() => actions.give(ticket)}>
            {t.giveTo}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
