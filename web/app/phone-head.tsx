import { Link } from '@tanstack/react-router';
import { Count } from '#web/kit/count.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { BuildingChooser } from './building-chooser.tsx';
import { Logo } from './logo.tsx';
import { type EntryProps, type MenuProps, none } from './navigation.ts';
import { SearchIcon } from './search/search-button.tsx';

/** The head of a phone's page: where one is, and what calls. */
export function PhoneHead({ items, counts, search }: MenuProps & { search: () => void }) {
  return (
    <header className="sticky top-0 z-30 flex h-15 items-center gap-1 border-b border-line bg-canvas/92 pr-2 pl-4 backdrop-blur desk:hidden">
      <Logo />
      <div className="flex min-w-0 flex-1 justify-end">
        <BuildingChooser />
      </div>
      <SearchIcon open={search} />
      {items
        .filter(({ head }) => head)
        .map(item => (
          <HeadLink key={item.to} item={item} counts={counts} />
        ))}
    </header>
  );
}

function HeadLink({ item: { to, label, icon: Icon }, counts }: EntryProps) {
  const t = useText(appText);
  const { count, said } = counts[label] ?? none;
  return (
    <Link
      to={to}
      aria-label={[t[label], count > 0 && said].filter(Boolean).join(', ')}
      className="relative grid size-11 shrink-0 place-items-center rounded-control text-soft hover:bg-sunken"
      activeProps={{ className: 'text-fig!' }}
    >
      <Icon size={22} aria-hidden />
      {count > 0 && (
        <span aria-hidden className="absolute top-0 left-5.5">
          <Count count={count} />
        </span>
      )}
    </Link>
  );
}
