// Where one writes. Enter sends, Shift+Enter begins a new line; an @ offers the people of the channel.

import { useQueries } from '@tanstack/react-query';
import { ImagePlus, SendHorizontal, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { chat } from '#services/chat/contract';
import { ask } from '#web/api/client.ts';
import { tell } from '#web/api/live.ts';
import { useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { neighbourQuery } from '#web/app/names.ts';
import { PhotoPicker, PhotoPreviews } from '#web/app/photo-picker.tsx';
import { usePhotos } from '#web/app/photos.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { IconButton } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { toast } from '#web/kit/toast.tsx';
import { chatText } from '#web/text/chat.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { type Channel, useSpeaker } from './channels.ts';
import type { Conversation } from './conversation.ts';
import { fitting, mentionBegun, type Named, stillNamed, withMention } from './mentions.ts';
import type { Message } from './timeline.ts';

const { editMessage, listMembers } = chat.endpoints;
const typingEveryMs = 2_500;

/** What is written and not sent yet, by channel: it is there when one comes back. */
const drafts = new Map<string, string>();

interface ComposerProps {
  channel: Channel;
  conversation: Conversation;
  replyTo: Message | null;
  editing: Message | null;
  done: () => void;
}

export function Composer(props: ComposerProps) {
  const t = useText(chatText);
  const { channel } = props;
  if (channel.mayPost) return <Writing {...props} />;
  return (
    <p className="border-t border-line px-5 py-4 text-center text-soft">{channel.archived ? t.archived : t.readOnly}</p>
  );
}

/** The people of the channel by name, asked for once an @ is typed. */
function usePeople(channel: Channel, wanted: boolean): Named[] {
  const { userId: me } = useAccess();
  const { data } = useRead(listMembers, { channelId: channel.id, limit: 100 }, { enabled: wanted });
  const others = data?.items.filter(({ userId }) => userId !== me) ?? [];
  const found = useQueries({ queries: others.map(({ userId }) => neighbourQuery(channel.buildingId, userId)) });
  return found.flatMap(({ data: person }) => (person ? [{ userId: person.userId, name: person.name }] : []));
}

/** What is being written: kept when one looks elsewhere, and others are told that somebody writes. */
function useDraft({ id: channelId }: Channel, editing: Message | null) {
  const { userId } = useAccess();
  const key = `${userId} ${channelId}`;
  const [text, setText] = useState(editing?.text ?? drafts.get(key) ?? '');
  const [cursor, setCursor] = useState(0);
  const lastTold = useRef(0);
  function write(next: string, at: number): void {
    setText(next);
    setCursor(at);
    if (editing) return;
    drafts.set(key, next);
    if (next === '' || Date.now() - lastTold.current < typingEveryMs) return;
    lastTold.current = Date.now();
    tell('chat.setTyping', { channelId });
  }
  return { text, cursor, setCursor, write };
}

/** Writes a message anew. */
function useEditing({ channel, conversation, done }: ComposerProps) {
  const problems = useText(problemText);
  const [busy, setBusy] = useState(false);
  async function save({ id: messageId, version: expectedVersion }: Message, text: string): Promise<void> {
    setBusy(true);
    try {
      conversation.take(await ask(editMessage, { channelId: channel.id, messageId, text, expectedVersion }));
      done();
    } catch (error) {
      toast(sentenceFor(error, problems), 'bad');
      setBusy(false);
    }
  }
  return { busy, save };
}

function Writing(props: ComposerProps) {
  const { channel, conversation, replyTo, editing, done } = props;
  const t = useText(chatText);
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, cursor, setCursor, write: draft } = useDraft(channel, editing);
  const { busy, save } = useEditing(props);
  const [chosen, setChosen] = useState<readonly Named[]>([]);
  const [active, setActive] = useState(0);
  const { photos, uploading, add, remove, clear } = usePhotos();
  const begun = mentionBegun(text.slice(0, cursor));
  const people = usePeople(channel, begun !== null && channel.kind !== 'direct');
  const offered = begun === null ? [] : fitting(people, begun);
  const ready = text.trim() !== '' || photos.length > 0;

  useEffect(() => {
    if (replyTo || editing) box.current?.focus();
  }, [replyTo, editing]);

  function write(next: string, at: number): void {
    draft(next, at);
    setActive(0);
  }
  function choose(person: Named): void {
    const next = withMention(text, cursor, person.name);
    setChosen([...chosen, person]);
    write(next.text, next.cursor);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next.cursor, next.cursor);
    });
  }
  function send(event?: FormEvent): void {
    event?.preventDefault();
    if (!ready || uploading || busy) return;
    if (editing) return void save(editing, text.trim());
    conversation.say({
      text: text.trim(),
      mentions: stillNamed(text, chosen),
      fileIds: photos.map(photo => photo.id),
      replyTo: replyTo?.id ?? null,
    });
    write('', 0);
    setChosen([]);
    clear();
    done();
    box.current?.focus();
  }
  function pressed(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (offered.length > 0 && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length);
    } else if (offered.length > 0 && ['Enter', 'Tab'].includes(event.key)) {
      event.preventDefault();
      choose(offered[active]!);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && (editing || replyTo)) done();
  }
  return (
    <form
      onSubmit={send}
      className="relative shrink-0 border-t border-line bg-surface/60 px-2 py-2 desk:px-5 desk:py-3"
    >
      {offered.length > 0 && <Offered id={`${id}-people`} people={offered} active={active} choose={choose} />}
      {editing && <Above title={t.editing} text={editing.text} cancel={done} />}
      {replyTo && !editing && <ReplyAbove channel={channel} message={replyTo} cancel={done} />}
      <PhotoPreviews photos={photos} remove={remove} className="mb-2 px-1 pt-2" />
      <div className="flex items-end gap-1">
        {!editing && (
          <PhotoPicker add={add}>
            {open => (
              <IconButton label={t.attach} aria-busy={uploading} onClick={open}>
                <ImagePlus size={22} aria-hidden />
              </IconButton>
            )}
          </PhotoPicker>
        )}
        <label htmlFor={id} className="sr-only">
          {t.write}
        </label>
        <textarea
          ref={box}
          id={id}
          rows={1}
          maxLength={4_000}
          value={text}
          placeholder={uploading ? t.uploading : t.write}
          aria-controls={offered.length > 0 ? `${id}-people` : undefined}
          onChange={event => write(event.target.value, event.target.selectionEnd)}
          onSelect={event => setCursor(event.currentTarget.selectionEnd)}
          onKeyDown={pressed}
          className="field-sizing-content max-h-40 min-h-11 w-full min-w-0 resize-none rounded-3xl bg-sunken px-4 py-2.5"
        />
        <IconButton
          type="submit"
          label={editing ? t.save : t.send}
          disabled={!ready || uploading}
          className="bg-fig text-on-fig! hover:bg-fig-deep disabled:bg-sunken disabled:text-soft!"
        >
          <SendHorizontal size={20} aria-hidden />
        </IconButton>
      </div>
    </form>
  );
}

interface OfferedProps {
  id: string;
  people: readonly Named[];
  active: number;
  choose: (person: Named) => void;
}

function Offered({ id, people, active, choose }: OfferedProps) {
  const t = useText(chatText);
  return (
    <ul
      id={id}
      aria-label={t.mentionHint}
      className="absolute bottom-full left-3 z-20 mb-2 w-72 max-w-[90vw] rounded-2xl border border-line bg-raised p-1.5 shadow-raised"
    >
      {people.map((person, index) => (
        <li key={person.userId}>
          <button
            type="button"
            onClick={() => choose(person)}
            className={cx(
              'flex min-h-11 w-full items-center gap-2.5 rounded-control px-2.5 py-1 text-left font-medium hover:bg-sunken',
              index === active && 'bg-sunken',
            )}
          >
            <Avatar name={person.name} size="small" /> <span className="truncate">{person.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ReplyAbove({ channel, message, cancel }: { channel: Channel; message: Message; cancel: () => void }) {
  const t = useText(chatText);
  const { userId } = useAccess();
  const mine = message.authorId === userId;
  const { name } = useSpeaker(channel.buildingId, mine ? null : message.authorId);
  return <Above title={t.replyTo(mine ? t.you : name)} text={message.text || t.photo} cancel={cancel} />;
}

function Above({ title, text, cancel }: { title: string; text: string; cancel: () => void }) {
  const t = useText(chatText);
  return (
    <div className="mb-1 flex items-center gap-2 rounded-2xl bg-fig-tint py-1 pr-1 pl-4">
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-semibold text-fig">{title}</p>
        <p className="truncate text-soft">{text}</p>
      </div>
      <IconButton label={t.cancel} onClick={cancel}>
        <X size={18} aria-hidden />
      </IconButton>
    </div>
  );
}
