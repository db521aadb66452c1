import { Link } from '@tanstack/react-router';
import { Dialog } from '#web/kit/dialog.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import type { grouped } from './navigation.ts';

interface MoreSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: ReturnType<typeof grouped>;
}

/** What the bar of a phone has no room for. */
export default function MoreSheet({ open, onOpenChange, groups }: MoreSheetProps) {
  const t = useText(appText);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.moreTitle}>
      <nav aria-label={t.moreTitle} className="flex flex-col gap-5">
        {groups.map(({ name, heading, items }) => (
          <section key={name} aria-labelledby={heading ? `more-${name}` : undefined}>
            {heading && (
              <h3 id={`more-${name}`} className="mb-2 font-sans text-sm font-semibold tracking-normal text-soft">
                {t[heading]}
              </h3>
            )}
            <ul className="grid grid-cols-2 gap-2">
              {items.map(({ to, label, icon: Icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    onClick={() => onOpenChange(false)}
                    className="flex h-full min-h-14 items-center gap-2.5 rounded-2xl bg-sunken px-3 py-2 text-sm leading-tight font-semibold hover:bg-line"
                    activeProps={{ className: 'bg-fig-tint! text-fig' }}
                  >
                    <Icon size={20} className="shrink-0" aria-hidden />
                    <span className="min-w-0 hyphens-auto">{t[label] as string}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </Dialog>
  );
}
