import { useNavigate } from '@tanstack/react-router';
import { MessageCircle } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { chat } from '#services/chat/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { useNeighbour } from '#web/app/names.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button, IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { chatText } from '#web/text/chat.ts';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import type { Channel } from './channels.ts';

const { listMembers, openDirectChannel, listChannels } = chat.endpoints;
type Member = OutputOf<typeof listMembers>['items'][number];

interface MembersDialogProps {
  channel: Channel;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Who is in a channel and who is here now; from here one writes to somebody alone. */
export function MembersDialog({ channel, open, onOpenChange }: MembersDialogProps) {
  const t = useText(chatText);
  const kit = useText(kitText);
  const list = useList(listMembers, { channelId: channel.id, limit: 50 }, { enabled: open });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.members}>
      {!list.items && [0, 1, 2].map(each => <Skeleton key={each} className="mb-2 h-13" />)}
      <ul>
        {list.items?.map(member => (
          <MemberItem key={member.userId} member={member} channel={channel} close={() => onOpenChange(false)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          look="outline"
          className="mt-3 w-full"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {kit.more}
        </Button>
      )}
    </Dialog>
  );
}

const dots = { online: 'bg-good', away: 'bg-apricot', offline: 'bg-edge' };

function MemberItem({ member, channel, close }: { member: Member; channel: Channel; close: () => void }) {
  const t = useText(chatText);
  const problems = useText(problemText);
  const navigate = useNavigate();
  const { userId } = useAccess();
  const neighbour = useNeighbour(channel.buildingId, member.userId);
  const name = neighbour === undefined ? ' ' : (neighbour?.name ?? (member.staff ? t.staff : t.somebody));
  const { mutate, isPending } = useAction(openDirectChannel, {
    refreshes: [listChannels],
    done: ({ id }) => {
      close();
      void navigate({ to: '/chat/$channelId', params: { channelId: id } });
    },
  });
  return (
    <li className="flex items-center gap-3 py-1.5">
      <Avatar name={name} url={neighbour?.avatarUrl ?? null} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold">
          {name} {member.userId === userId && <span className="font-normal text-soft">({t.you})</span>}
        </p>
        <p className="flex items-center gap-1.5 text-sm text-soft">
          <span aria-hidden className={cx('size-2 rounded-full', dots[member.presence])} />
          {t.presence[member.presence]}
          {member.staff && ` · ${t.staff}`}
        </p>
      </div>
      {member.userId !== userId && channel.kind !== 'direct' && (
        <IconButton
          label={t.writeTo(name)}
          aria-busy={isPending || undefined}
          onClick={() =>
            mutate(
              { buildingId: channel.buildingId, userId: member.userId },
              { onError: error => toast(sentenceFor(error, problems), 'bad') },
            )
          }
        >
          <MessageCircle size={20} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
