import { Link, useLocation } from '@tanstack/react-router';
import { LayoutGrid } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Count } from '#web/kit/count.tsx';
import { cx } from '#web/kit/cx.ts';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { type EntryProps, grouped, type MenuProps, none } from './navigation.ts';

const MoreSheet = lazy(() => import('./more-sheet.tsx'));

/** The bar at the bottom of a phone: what one needs all day, and the way to everything else. */
export function PhoneBar({ items, counts }: MenuProps) {
  const t = useText(appText);
  const { pathname } = useLocation();
  const [more, setMore] = useState<'unopened' | 'open' | 'closed'>('unopened');
  const inBar = items.filter(({ primary }) => primary);
  const others = items.filter(({ primary, head }) => !primary && !head);
  const isElsewhere = others.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <nav
      aria-label={t.main}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur desk:hidden"
    >
      <ul className="mx-auto flex max-w-xl">
        {inBar.map(item => (
          <li key={item.to} className="min-w-0 flex-1">
            <BarLink item={item} counts={counts} />
          </li>
        ))}
        <li className="min-w-0 flex-1">
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={more === 'open'}
            onClick={() => setMore('open')}
            className={cx(entryClasses, 'w-full', isElsewhere && 'font-semibold text-fig!')}
          >
            <span className={cx(iconClasses, isElsewhere && 'bg-fig-tint')}>
              <LayoutGrid size={20} aria-hidden />
            </span>
            <span className="w-full truncate text-center">{t.more}</span>
          </button>
        </li>
      </ul>
      {more !== 'unopened' && (
        <Suspense>
          <MoreSheet
            open={more === 'open'}
            onOpenChange={open => setMore(open ? 'open' : 'closed')}
            groups={grouped(others)}
          />
        </Suspense>
      )}
    </nav>
  );
}

const entryClasses = 'group flex h-16 flex-col items-center justify-center gap-0.5 px-1 text-xs font-medium text-soft';
const iconClasses = 'relative grid h-7 w-13 place-items-center rounded-full';

function BarLink({ item: { to, label, icon: Icon }, counts }: EntryProps) {
  const t = useText(appText);
  const { count, said } = counts[label] ?? none;
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      className={entryClasses}
      activeProps={{ className: 'text-fig! font-semibold' }}
    >
      <span className={cx(iconClasses, 'group-[[data-status=active]]:bg-fig-tint')}>
        <Icon size={20} aria-hidden />
        {count > 0 && (
          <span aria-hidden className="absolute -top-1.5 left-7">
            <Count count={count} />
          </span>
        )}
      </span>
      <span className="w-full truncate text-center">{t[label] as string}</span>
      {count > 0 && <span className="sr-only">{said}</span>}
    </Link>
  );
}
