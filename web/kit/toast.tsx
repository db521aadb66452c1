// Short news about what was just done, read out by screen readers, gone by itself.

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';

interface Toast {
  id: number;
  tone: 'good' | 'bad';
  text: string;
}

const shownMs = { good: 5_000, bad: 10_000 };
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
const dismiss = (id: number): void => become(toasts.filter(toast => toast.id !== id));

/** Tells something in passing. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const id = ++last;
  become([...toasts.filter(each => each.text !== text).slice(-2), { id, tone, text }]);
  setTimeout(() => dismiss(id), shownMs[tone]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Where toasts are shown; once in the page. */
export function Toasts() {
  const t = useText(kitText);
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 bottom-22 z-60 flex flex-col items-center gap-2 desk:inset-x-auto desk:right-6 desk:bottom-6 desk:items-end"
    >
      {shown.map(({ id, tone, text }) => (
        <div
          key={id}
          className="pointer-events-auto flex w-full max-w-md animate-rise items-center gap-3 rounded-2xl border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-raised"
        >
          <span className={cx('shrink-0', tone === 'good' ? 'text-good' : 'text-bad')}>
            {tone === 'good' ? <CircleCheck size={20} aria-hidden /> : <CircleAlert size={20} aria-hidden />}
          </span>
          <p className="min-w-0 flex-1 py-2 text-[0.9375rem] font-medium">{text}</p>
          <IconButton label={t.close} onClick={() => dismiss(id)}>
            <X size={18} />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
