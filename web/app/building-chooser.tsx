import { ChevronsUpDown } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { cx } from '#web/kit/cx.ts';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { useBuildings } from './me.ts';

const BuildingMenu = lazy(() => import('./building-menu.tsx'));

/** Which building one looks at; a name only for whoever has one. */
export function BuildingChooser({ wide = false }: { wide?: boolean }) {
  const t = useText(appText);
  const { all, current } = useBuildings();
  if (!current) return <div className={wide ? 'h-14' : 'h-11'} />;
  if (all.length === 1)
    return (
      <p
        className={cx('truncate font-semibold', wide ? 'rounded-2xl bg-sunken px-3.5 py-4' : 'pr-2 text-sm text-soft')}
      >
        {current.name}
      </p>
    );
  const button = (
    <button
      type="button"
      aria-label={`${t.building}: ${current.name}`}
      className={cx(
        'flex min-w-0 items-center gap-2 font-semibold',
        wide
          ? 'h-14 w-full rounded-2xl bg-sunken px-3.5 hover:bg-line'
          : 'h-11 rounded-control px-2 text-sm hover:bg-sunken',
      )}
    >
      <span className="min-w-0 flex-1 truncate text-left">{current.name}</span>
      <ChevronsUpDown size={16} className="shrink-0 text-soft" aria-hidden />
    </button>
  );
  return (
    <Suspense fallback={button}>
      <BuildingMenu all={all} current={current.id}>
        {button}
      </BuildingMenu>
    </Suspense>
  );
}
