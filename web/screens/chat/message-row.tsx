import { useQueries } from '@tanstack/react-query';
import { Check, Clock3, EllipsisVertical, Flag, History, Pencil, Pin, PinOff, Reply, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Endpoint, InputOf } from '#kernel/contract';
import { chat } from '#services/chat/contract';
import { ask, fileUrl } from '#web/api/client.ts';
import { useRead } from '#web/api/queries.ts';
import { useAccess, useHolds } from '#web/app/me.ts';
import { neighbourQuery } from '#web/app/names.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button, IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { clock } from '#web/kit/format.ts';
import { Menu, MenuItem } from '#web/kit/menu.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { chatText } from '#web/text/chat.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { type Channel, useSpeaker } from './channels.ts';
import type { Conversation } from './conversation.ts';
import { HistoryDialog, ReportDialog } from './message-dialogs.tsx';
import type { Act } from './messages.tsx';
import { piecesOf, type Row } from './rows.ts';
import type { Message } from './timeline.ts';

const { listMessageFiles, deleteMessage, pinMessage, unpinMessage } = chat.endpoints;

interface MessageRowProps {
  row: Row;
  channel: Channel;
  conversation: Conversation;
  /** The message it answers, where it is shown. */
  repliesTo: Message | null;
  act: Act;
}

/** One message: those of others on the left with their name, mine on the right. */
export function MessageRow({ row, channel, conversation, repliesTo, act }: MessageRowProps) {
  const t = useText(chatText);
  const { message, outgoing, mine, begins } = row;
  const { name, url } = useSpeaker(channel.buildingId, mine ? null : (message?.authorId ?? null));
  const deleted = message?.deletedAt != null;
  const showsName = begins && !mine && channel.kind !== 'direct';
  const body = message ?? outgoing!;
  return (
    <article
      aria-label={mine ? t.you : name}
      className={cx('group flex items-end gap-2 pb-1', begins && 'pt-2', mine ? 'flex-row-reverse' : '')}
    >
      {!mine && channel.kind !== 'direct' && (
        <div className="w-7 shrink-0 self-start pt-1">{begins && <Avatar name={name} url={url} size="small" />}</div>
      )}
      <div className={cx('flex max-w-[82%] min-w-0 flex-col desk:max-w-[70%]', mine ? 'items-end' : 'items-start')}>
        {showsName && <p className="px-1 pb-0.5 text-[0.8125rem] font-semibold text-soft">{name}</p>}
        <div
          className={cx(
            'max-w-full min-w-0 rounded-2xl px-3.5 py-2',
            mine ? 'rounded-br-md bg-fig text-on-fig' : 'rounded-bl-md border border-line bg-surface',
            outgoing && 'opacity-80',
          )}
        >
          {body.replyTo && (
            <Quoted
              message={repliesTo}
              channel={channel}
              jump={() => act.jump(body.replyTo!)}
              className={mine ? 'bg-on-fig/12' : 'bg-sunken'}
            />
          )}
          {deleted ? (
            <p className="italic opacity-80">{t.deleted}</p>
          ) : (
            <Words text={body.text} mentions={body.mentions} buildingId={channel.buildingId} mine={mine} />
          )}
          {!deleted && body.fileIds.length > 0 && message && (
            <Photos message={message} alt={t.photo} count={body.fileIds.length} />
          )}
          <Foot row={row} />
        </div>
        {outgoing?.refusal != null && <Refused outgoing={outgoing} conversation={conversation} />}
      </div>
      {message && !deleted && (
        <MessageMenu message={message} mine={mine} channel={channel} conversation={conversation} act={act} />
      )}
    </article>
  );
}

function Foot({ row: { message, outgoing, mine, at } }: { row: Row }) {
  const t = useText(chatText);
  const language = useLanguage();
  return (
    <p className="mt-0.5 flex items-center justify-end gap-1 text-xs opacity-80">
      {message?.pinned && <Pin size={12} aria-label={t.pinned} />}
      {message?.editedAt && !message.deletedAt && <span>{t.edited}</span>}
      <time dateTime={at}>{clock(at, language)}</time>
      {mine && message && <Check size={14} aria-label={t.sent} />}
      {outgoing && outgoing.refusal === null && <Clock3 size={13} aria-label={t.sending} />}
    </p>
  );
}

interface WordsProps {
  text: string;
  mentions: readonly string[];
  buildingId: string;
  mine: boolean;
}

function Words({ text, mentions, buildingId, mine }: WordsProps) {
  const found = useQueries({ queries: mentions.map(userId => neighbourQuery(buildingId, userId)) });
  const names = found.flatMap(({ data }) => (data ? [data.name] : []));
  if (text === '') return null;
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {piecesOf(text, names).map(({ kind, text: piece }, index) =>
        kind === 'link' ? (
          <a key={String(index)} href={piece} target="_blank" rel="noreferrer" className="underline">
            {piece}
          </a>
        ) : kind === 'name' ? (
          <strong key={String(index)} className={cx('font-bold', !mine && 'text-fig')}>
            {piece}
          </strong>
        ) : (
          piece
        ),
      )}
    </p>
  );
}

interface QuotedProps {
  message: Message | null;
  channel: Channel;
  jump: () => void;
  className: string;
}

function Quoted({ message, channel, jump, className }: QuotedProps) {
  const t = useText(chatText);
  const { userId } = useAccess();
  const mine = message?.authorId === userId;
  const { name } = useSpeaker(channel.buildingId, mine ? null : (message?.authorId ?? null));
  const text = message?.deletedAt ? t.deleted : message?.text || (message ? t.photo : '…');
  return (
    <button
      type="button"
      onClick={jump}
      className={cx('mb-1.5 block w-full rounded-control px-2.5 py-1.5 text-left text-sm', className)}
    >
      <span className="block font-semibold">{mine ? t.you : name}</span>
      <span className="line-clamp-2">{text}</span>
    </button>
  );
}

function Photos({ message, count, alt }: { message: Message; count: number; alt: string }) {
  const { data } = useRead(listMessageFiles, { channelId: message.channelId, messageId: message.id });
  const box = 'size-36 rounded-control object-cover desk:size-48';
  return (
    <div className="mt-1 flex flex-wrap gap-1.5">
      {!data && Array.from({ length: count }, (_, index) => <Skeleton key={String(index)} className={box} />)}
      {data?.items.map(file => (
        <a key={file.fileId} href={fileUrl(file.url)} target="_blank" rel="noreferrer">
          <img src={fileUrl(file.thumbnailUrl ?? file.url)} alt={alt} className={box} />
        </a>
      ))}
    </div>
  );
}

function Refused({ outgoing, conversation }: { outgoing: NonNullable<Row['outgoing']>; conversation: Conversation }) {
  const t = useText(chatText);
  const problems = useText(problemText);
  return (
    <div role="alert" className="mt-1 flex flex-wrap items-center justify-end gap-1 text-sm font-medium text-bad">
      <span>
        {t.refused} {sentenceFor(outgoing.refusal, problems)}
      </span>
      <Button look="plain" size="small" onClick={() => conversation.retry(outgoing.localId)}>
        {t.again}
      </Button>
      <Button look="plain" size="small" onClick={() => conversation.discard(outgoing.localId)}>
        {t.discard}
      </Button>
    </div>
  );
}

interface MessageMenuProps {
  message: Message;
  mine: boolean;
  channel: Channel;
  conversation: Conversation;
  act: Act;
}

function MessageMenu({ message, mine, channel, conversation, act }: MessageMenuProps) {
  const t = useText(chatText);
  const problems = useText(problemText);
  const scope = `building:${channel.buildingId}`;
  const manages = useHolds('manager', scope);
  const supports = useHolds('support', scope);
  const [dialog, setDialog] = useState<'history' | 'report' | null>(null);
  const where = { channelId: message.channelId, messageId: message.id };
  async function change<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<void> {
    try {
      conversation.take((await ask(endpoint, input)) as Message);
    } catch (error) {
      toast(sentenceFor(error, problems), 'bad');
    }
  }
  const direct = channel.kind === 'direct';
  return (
    <>
      <div className="self-center opacity-60 transition-opacity group-hover:opacity-100 focus-within:opacity-100 desk:opacity-0">
        <Menu
          trigger={
            <IconButton label={t.actions} className="-mx-1.5">
              <EllipsisVertical size={18} aria-hidden />
            </IconButton>
          }
        >
          {channel.mayPost && (
            <MenuItem icon={<Reply size={18} aria-hidden />} onSelect={() => act.reply(message)}>
              {t.reply}
            </MenuItem>
          )}
          {mine && channel.mayPost && (
            <MenuItem icon={<Pencil size={18} aria-hidden />} onSelect={() => act.edit(message)}>
              {t.edit}
            </MenuItem>
          )}
          {message.editedAt && (
            <MenuItem icon={<History size={18} aria-hidden />} onSelect={() => setDialog('history')}>
              {t.history}
            </MenuItem>
          )}
          {(direct || manages || supports) && (
            <MenuItem
              icon={message.pinned ? <PinOff size={18} aria-hidden /> : <Pin size={18} aria-hidden />}
              onSelect={() => void change(message.pinned ? unpinMessage : pinMessage, where)}
            >
              {message.pinned ? t.unpin : t.pin}
            </MenuItem>
          )}
          {!mine && (
            <MenuItem icon={<Flag size={18} aria-hidden />} onSelect={() => setDialog('report')}>
              {t.report}
            </MenuItem>
          )}
          {(mine || (manages && !direct)) && (
            <MenuItem danger icon={<Trash2 size={18} aria-hidden />} onSelect={() => void change(deleteMessage, where)}>
              {t.delete}
            </MenuItem>
          )}
        </Menu>
      </div>
      {dialog === 'history' && <HistoryDialog message={message} onOpenChange={() => setDialog(null)} />}
      {dialog === 'report' && <ReportDialog message={message} onOpenChange={() => setDialog(null)} />}
    </>
  );
}
