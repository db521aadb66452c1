import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { IconButton } from '#web/kit/button.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';

const SearchBox = lazy(() => import('./search-box.tsx'));

/** Where somebody writes, a `/` is a `/`. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The search of the whole app, loaded when it is first opened: by `open`, by `/` or by Ctrl+K. */
export function useSearchBox() {
  const [state, setState] = useState<'unopened' | 'open' | 'closed'>('unopened');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const byLetter = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const bySlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isWriting(event.target);
      if (!byLetter && !bySlash) return;
      // Another dialog keeps the focus; its own box may be what is meant.
      if (document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      setState('open');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return {
    open: (): void => setState('open'),
    box: state !== 'unopened' && (
      <Suspense>
        <SearchBox open={state === 'open'} onOpenChange={opened => setState(opened ? 'open' : 'closed')} />
      </Suspense>
    ),
  };
}

/** As a picture at the head of a phone's page. */
export function SearchIcon({ open }: { open: () => void }) {
  const t = useText(appText);
  return (
    <IconButton label={t.search} onClick={open}>
      <Search size={22} aria-hidden />
    </IconButton>
  );
}

/** As a line of the side menu that looks like what it opens. */
export function SearchLine({ open }: { open: () => void }) {
  const t = useText(appText);
  return (
    <button
      type="button"
      aria-label={t.search}
      aria-keyshortcuts="/ Control+K"
      onClick={open}
      className="flex h-11 w-full items-center gap-3 rounded-control border border-line px-3 text-soft transition-colors hover:border-edge hover:text-ink"
    >
      <Search size={18} aria-hidden />
      <span className="flex-1 text-left">{t.search}</span>
      <kbd aria-hidden className="rounded-md border border-line px-1.5 font-sans text-xs">
        /
      </kbd>
    </button>
  );
}
