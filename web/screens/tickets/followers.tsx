import { Bell, BellOff } from 'lucide-react';
import { ticket as contract } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { ticketText } from '#web/text/tickets.ts';
import { useCalled } from './people.ts';
import type { Details } from './promise.ts';
import { showsTickets } from './shown.ts';

const { addObserver, removeObserver } = contract.endpoints;

/** Who else hears of every step; oneself as well, if one likes. */
export function Followers({ ticket }: { ticket: Details }) {
  const t = useText(ticketText);
  const problems = useText(problemText);
  const { userId } = useAccess();
  const failed = { onError: (error: Error) => toast(sentenceFor(error, problems), 'bad') };
  const add = useAction(addObserver, { refreshes: showsTickets, done: () => toast(t.followed) });
  const remove = useAction(removeObserver, { refreshes: showsTickets });
  const follows = ticket.observerIds.includes(userId);
  const me = { ticketId: ticket.id, userId };
  // Whoever is part of it hears of it anyway.
  const involved = [ticket.openedBy, ticket.assigneeId, ticket.executorId].includes(userId);
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-3 text-lg">{t.followers}</h2>
      {ticket.observerIds.length === 0 && <p className="text-[0.9375rem] text-soft">{t.nobody}</p>}
      <ul className="flex flex-col gap-2">
        {ticket.observerIds.map(id => (
          <Follower key={id} buildingId={ticket.buildingId} userId={id} />
        ))}
      </ul>
      {!involved && (
        <Button
          look="quiet"
          size="small"
          className="mt-3"
          busy={add.isPending || remove.isPending}
          icon={follows ? <BellOff size={18} aria-hidden /> : <Bell size={18} aria-hidden />}
          onClick={() => (follows ? remove.mutate(me, failed) : add.mutate(me, failed))}
        >
          {follows ? t.unfollow : t.follow}
        </Button>
      )}
    </Card>
  );
}

function Follower({ buildingId, userId }: { buildingId: string; userId: string }) {
  const { name, letters, url } = useCalled(buildingId, userId);
  return (
    <li className="flex items-center gap-3">
      <Avatar name={letters} url={url} size="small" />
      <span className="min-w-0 truncate font-medium">{name}</span>
    </li>
  );
}
