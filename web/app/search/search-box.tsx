import { useRouter } from '@tanstack/react-router';
import { CornerDownLeft, FileText, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Spinner } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { useText } from '#web/text/language.ts';
import { searchText } from '#web/text/search.ts';
import type { Hit } from './groups.ts';
import { type FoundGroup, useSearch } from './use-search.ts';

interface SearchBoxProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** One box for everything; what was looked for is kept nowhere. */
export default function SearchBox({ open, onOpenChange }: SearchBoxProps) {
  const t = useText(searchText);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.title} at="top">
      <Box close={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Box({ close }: { close: () => void }) {
  const t = useText(searchText);
  const router = useRouter();
  const list = useId();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const [entered, setEntered] = useState(false);
  const { found, waits, gaps } = useSearch(words);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const hits = found.flatMap(group => group.hits);
  const active = hits[Math.min(chosen, hits.length - 1)];
  const go = ({ to }: Hit): void => {
    close();
    router.history.push(to);
  };
  // What is found on this page stays; of the rest nobody knows which comes first before all have answered.
  const isCertain = !waits || (active !== undefined && found[0]?.name === 'pages' && found[0].hits.includes(active));
  useEffect(() => {
    if (!entered || !isCertain || !active) return;
    setEntered(false);
    go(active);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length > 0) {
      event.preventDefault();
      const next = (Math.min(chosen, hits.length - 1) + step + hits.length) % hits.length;
      setChosen(next);
      document.getElementById(optionId(list, hits[next]!))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') setEntered(true);
  };
  const nothing = words.trim().length > 1 && !waits && hits.length === 0;
  return (
    <>
      <div className="relative">
        <span className="absolute top-0 left-0 grid size-12 place-items-center text-soft">
          {waits ? <Spinner /> : <Search size={20} aria-hidden />}
        </span>
        <input
          role="combobox"
          aria-label={t.title}
          aria-expanded={hits.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(list, active)}
          type="search"
          ref={input}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          enterKeyHint="go"
          value={words}
          placeholder={t.placeholder}
          onChange={event => {
            setWords(event.target.value);
            setChosen(0);
            setEntered(false);
          }}
          onKeyDown={onKeyDown}
          className={`${controlClasses} h-12 pl-12 [&::-webkit-search-cancel-button]:hidden`}
        />
      </div>
      <div id={list} role="listbox" aria-label={t.title} className="mt-3 flex flex-col gap-3 empty:hidden">
        {found.map(group => (
          <Group key={`${group.name}${group.hits[0]?.id}`} group={group} list={list} active={active} go={go} />
        ))}
      </div>
      <p role="status" className="sr-only">
        {nothing ? t.none(words.trim()) : hits.length > 0 && !waits ? t.found(hits.length) : ''}
      </p>
      {nothing && <p className="mt-4 px-1 text-soft">{t.none(words.trim())}</p>}
      {gaps && <p className="mt-4 px-1 text-sm text-soft">{t.gaps}</p>}
      {words.trim() === '' && <p className="mt-4 px-1 text-soft">{t.hint}</p>}
      <p className="mt-4 hidden px-1 text-sm text-soft desk:block">{t.keys}</p>
    </>
  );
}

const optionId = (list: string, { to, id }: Hit): string => `${list}${to}${id}`;

interface GroupProps {
  group: FoundGroup;
  list: string;
  active: Hit | undefined;
  go: (hit: Hit) => void;
}

function Group({ group: { name, icon, hits }, list, active, go }: GroupProps) {
  const t = useText(searchText);
  const Icon = icon ?? FileText;
  return (
    // biome-ignore lint/a11y/useSemanticElements: options of a list are grouped by their role; a fieldset is none of it.
    <div role="group" aria-label={t.groups[name]}>
      <p aria-hidden className="px-3 pb-1 text-xs font-semibold text-soft">
        {t.groups[name]}
      </p>
      {hits.map(hit => (
        <Option key={`${hit.to}${hit.id}`} id={optionId(list, hit)} hit={hit} isActive={hit === active} go={go}>
          <Icon size={18} className="shrink-0" aria-hidden />
        </Option>
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  hit: Hit;
  isActive: boolean;
  go: (hit: Hit) => void;
  children: ReactNode;
}

const Option = ({ id, hit, isActive, go, children }: OptionProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box, which keeps the focus.
  // biome-ignore lint/a11y/useFocusableInteractive: as above.
  <div
    id={id}
    role="option"
    aria-selected={isActive}
    onClick={() => go(hit)}
    className={cx(
      'flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 hover:bg-sunken',
      isActive && 'bg-fig-tint text-fig hover:bg-fig-tint',
    )}
  >
    {children}
    <span className="min-w-0 flex-1">
      <span className="line-clamp-1 font-medium">{hit.title}</span>
      {hit.about && <span className={cx('line-clamp-1 text-sm', !isActive && 'text-soft')}>{hit.about}</span>}
    </span>
    {isActive && <CornerDownLeft size={16} className="hidden shrink-0 desk:block" aria-hidden />}
  </div>
);
