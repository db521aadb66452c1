import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  /** At the top where one types and looks below: a phone's keyboard covers the rest. */
  at?: 'middle' | 'top';
  children: ReactNode;
}

const frame =
  'fixed inset-x-0 z-50 animate-rise overflow-y-auto border border-line bg-surface p-5 shadow-raised sm:left-1/2 sm:w-[min(34rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:rounded-3xl sm:p-6';
const places = {
  middle:
    'bottom-0 max-h-[92dvh] rounded-t-3xl pb-[max(1.25rem,env(safe-area-inset-bottom))] sm:inset-auto sm:top-1/2 sm:left-1/2 sm:-translate-y-1/2',
  top: 'top-0 max-h-[85dvh] rounded-b-3xl sm:inset-x-auto sm:top-[12dvh]',
};

/** Begins in what is to be filled in, where there is something, and not at the button that closes. */
function beginInside(event: Event): void {
  const field = (event.currentTarget as HTMLElement).querySelector<HTMLElement>(
    'textarea, select, input:not([type=file], [type=checkbox], [type=radio])',
  );
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** A dialog: in the middle of a desktop, from below on a phone. Keeps the focus, closes on Escape. */
export function Dialog({ open, onOpenChange, title, description, at = 'middle', children }: DialogProps) {
  const t = useText(kitText);
  // Radix gives the focus back to a trigger of its own only; dialogs here are opened by whatever opens them.
  const [wasOpen, setWasOpen] = useState(false);
  const [opener, setOpener] = useState<Element | null>(null);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOpener(document.activeElement);
  }
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-[#1a0d17]/55" />
        <Radix.Content
          onOpenAutoFocus={beginInside}
          {...(!description && { 'aria-describedby': undefined })}
          onCloseAutoFocus={event => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className={cx(frame, places[at])}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div>
              <Radix.Title className="text-xl">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-soft">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label={t.close} className="-mt-2 -mr-2">
                <X size={20} />
              </IconButton>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
