import { Link } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Avatar } from '#web/kit/avatar.tsx';
import { Count } from '#web/kit/count.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { BuildingChooser } from './building-chooser.tsx';
import { Logo } from './logo.tsx';
import { useMe } from './me.ts';
import { type EntryProps, grouped, type MenuProps, none } from './navigation.ts';
import { SearchLine } from './search/search-button.tsx';

/** Menus are loaded after the page is there; until then their buttons stand in their places. */
const AccountMenu = lazy(() => import('./account-menu.tsx'));

/** So many are found without headings. */
const fewItems = 10;

/** The menu of a desktop. */
export function SideMenu({ items, counts, search }: MenuProps & { search: () => void }) {
  const t = useText(appText);
  const { data: me } = useMe();
  const many = items.length > fewItems;
  const account = (
    <button
      type="button"
      className="flex min-h-14 w-full items-center gap-3 rounded-2xl px-2.5 py-2 text-left hover:bg-sunken"
    >
      <Avatar name={me?.name ?? ''} size="small" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[0.9375rem] font-semibold">{me?.name ?? t.you}</span>
        <span className="block truncate text-sm text-soft">{me?.email}</span>
      </span>
      <ChevronsUpDown size={16} className="text-soft" aria-hidden />
    </button>
  );
  return (
    <aside className="fixed inset-y-0 left-0 hidden w-66 flex-col border-r border-line bg-surface px-3.5 pt-5 pb-3.5 desk:flex">
      <div className="mb-4 px-2">
        <Logo />
      </div>
      <BuildingChooser wide />
      <div className="mt-3">
        <SearchLine open={search} />
      </div>
      <nav aria-label={t.main} className="mt-3 flex-1 overflow-y-auto">
        {grouped(items).map(({ name, heading, items: entries }) => (
          <section key={name} aria-labelledby={many && heading ? `menu-${name}` : undefined} className="pb-1">
            {many && heading && (
              <h2
                id={`menu-${name}`}
                className="px-3 pt-3 pb-1.5 font-sans text-xs font-semibold tracking-normal text-soft"
              >
                {t[heading]}
              </h2>
            )}
            <ul className="flex flex-col gap-1">
              {entries.map(item => (
                <li key={item.to}>
                  <SideLink item={item} counts={counts} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <Suspense fallback={account}>
        <AccountMenu>{account}</AccountMenu>
      </Suspense>
    </aside>
  );
}

function SideLink({ item: { to, label, icon: Icon }, counts }: EntryProps) {
  const t = useText(appText);
  const { count, said } = counts[label] ?? none;
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      className="flex h-11 items-center gap-3 rounded-control px-3 font-medium text-soft transition-colors hover:bg-sunken hover:text-ink"
      activeProps={{ className: 'bg-fig-tint text-fig! font-semibold' }}
    >
      <Icon size={20} aria-hidden />
      <span className="flex-1">{t[label] as string}</span>
      {count > 0 && (
        <>
          <span className="sr-only">{said}</span>
          <span aria-hidden>
            <Count count={count} />
          </span>
        </>
      )}
    </Link>
  );
}
