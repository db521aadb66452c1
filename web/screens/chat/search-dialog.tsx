import { Search } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { chat } from '#services/chat/contract';
import { useList, useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { moment } from '#web/kit/format.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { chatText } from '#web/text/chat.ts';
import { kitText } from '#web/text/kit.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { type Channel, useSpeaker } from './channels.ts';
import type { Message } from './timeline.ts';

const { searchMessages, listPins } = chat.endpoints;

interface DialogOf {
  channel: Channel;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Shows a message among the others. */
  go: (messageId: string) => void;
}

/** Looks for words in a channel while they are typed. */
export function SearchDialog({ channel, open, onOpenChange, go }: DialogOf) {
  const t = useText(chatText);
  const kit = useText(kitText);
  const id = useId();
  const [words, setWords] = useState('');
  const q = useDeferredValue(words.trim());
  const list = useList(searchMessages, { q, channelId: channel.id, limit: 20 }, { enabled: open && q !== '' });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.search}>
      <label htmlFor={id} className="sr-only">
        {t.searchFor}
      </label>
      <div className="relative mb-4">
        <Search size={20} aria-hidden className="absolute top-3.5 left-3.5 text-soft" />
        <input
          id={id}
          type="search"
          maxLength={200}
          value={words}
          placeholder={t.searchFor}
          onChange={event => setWords(event.target.value)}
          className={`${controlClasses} h-12 pl-11`}
        />
      </div>
      {q !== '' && !list.items && <Skeleton className="h-16" />}
      {q !== '' && list.items?.length === 0 && <p className="text-soft">{t.nothingFound}</p>}
      <Found channel={channel} messages={q === '' ? [] : (list.items ?? [])} go={go} />
      {q !== '' && list.hasNextPage && (
        <Button look="outline" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {kit.more}
        </Button>
      )}
    </Dialog>
  );
}

export function PinsDialog({ channel, open, onOpenChange, go }: DialogOf) {
  const t = useText(chatText);
  const { data } = useRead(listPins, { channelId: channel.id }, { enabled: open });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.pins}>
      {!data && <Skeleton className="h-16" />}
      {data?.items.length === 0 && <p className="text-soft">{t.noPins}</p>}
      <Found channel={channel} messages={data?.items ?? []} go={go} />
    </Dialog>
  );
}

interface FoundProps {
  channel: Channel;
  messages: readonly Message[];
  go: (messageId: string) => void;
}

const Found = ({ channel, messages, go }: FoundProps) => (
  <ul className="flex flex-col gap-2">
    {messages.map(message => (
      <li key={message.id}>
        <button
          type="button"
          onClick={() => go(message.id)}
          className="w-full rounded-2xl bg-sunken px-4 py-2.5 text-left hover:text-fig"
        >
          <FoundMessage channel={channel} message={message} />
        </button>
      </li>
    ))}
  </ul>
);

function FoundMessage({ channel, message }: { channel: Channel; message: Message }) {
  const t = useText(chatText);
  const language = useLanguage();
  const { userId } = useAccess();
  const mine = message.authorId === userId;
  const { name } = useSpeaker(channel.buildingId, mine ? null : message.authorId);
  return (
    <>
      <span className="block text-sm text-soft">
        <span className="font-semibold">{mine ? t.you : name}</span> · {moment(message.sentAt, language)}
      </span>
      <span className="line-clamp-3">{message.text || t.photo}</span>
    </>
  );
}
