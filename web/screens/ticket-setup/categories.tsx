import { ChevronRight, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { cx } from '#web/kit/cx.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { Badge, Card, Skeleton } from '#web/kit/surface.tsx';
import { type Category, useCategories } from '#web/screens/tickets/categories.ts';
import { useText } from '#web/text/language.ts';
import { setupText } from '#web/text/ticket-setup.ts';
import { AddCategory, ChangeCategory } from './category-form.tsx';
import { typedHours } from './hours.ts';

/** Three levels deep; the last takes nothing below it. */
const deepest = 3;
const indents = ['', 'pl-8', 'pl-14'];

type Asked = { add: Category | null } | { change: Category };

export function Categories({ buildingId }: { buildingId: string }) {
  const t = useText(setupText);
  const categories = useCategories(buildingId);
  const [all, setAll] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const close = () => setAsked(null);
  function fold(id: string): void {
    const next = new Set(unfolded);
    if (!next.delete(id)) next.add(id);
    setUnfolded(next);
  }
  const shown = categories?.filter(({ archived }) => all || !archived);
  return (
    <Card className="p-4 sm:p-5">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg">{t.categories}</h2>
        <Button look="quiet" size="small" icon={<Plus size={18} aria-hidden />} onClick={() => setAsked({ add: null })}>
          {t.add}
        </Button>
      </div>
      {!shown && <Skeleton className="h-96" />}
      <ul className="divide-y divide-line">
        {shown
          ?.filter(({ parentId, path }) => parentId === null || unfolded.has(path[0]!))
          .map(category => (
            <Line key={category.id} category={category} ask={setAsked}>
              {category.parentId === null && shown.some(({ parentId }) => parentId === category.id) && (
                <IconButton
                  label={t.showBelow(category.name)}
                  aria-expanded={unfolded.has(category.id)}
                  onClick={() => fold(category.id)}
                  className="-ml-2.5"
                >
                  <ChevronRight
                    size={18}
                    aria-hidden
                    className={cx('transition-transform', unfolded.has(category.id) && 'rotate-90')}
                  />
                </IconButton>
              )}
            </Line>
          ))}
      </ul>
      <Tick checked={all} onTick={setAll} className="mt-2 text-soft">
        {t.showArchived}
      </Tick>
      {asked && 'add' in asked && (
        <Dialog open onOpenChange={close} title={asked.add ? t.addBelow(asked.add.name) : t.add}>
          <AddCategory buildingId={buildingId} parent={asked.add} close={close} />
        </Dialog>
      )}
      {asked && 'change' in asked && (
        <Dialog open onOpenChange={close} title={t.change(asked.change.name)}>
          <ChangeCategory category={asked.change} close={close} />
        </Dialog>
      )}
    </Card>
  );
}

interface LineProps {
  category: Category;
  ask: (asked: Asked) => void;
  /** What folds out those below it. */
  children: ReactNode;
}

function Line({ category, ask, children }: LineProps) {
  const t = useText(setupText);
  const { name, sla, path, archived } = category;
  const hours = (minutes: number | null) => (minutes === null ? t.nothing : t.hoursShort(typedHours(minutes)));
  return (
    <li className={cx('flex flex-wrap items-center gap-x-3 gap-y-1 py-2', indents[path.length - 1])}>
      {children}
      <span className="min-w-0 flex-1 basis-40">
        <span className="flex flex-wrap items-center gap-2 font-semibold">
          {name} {archived && <Badge>{t.archived}</Badge>}
        </span>
        <span className="block text-sm text-soft">
          {sla ? t.promise(hours(sla.normal.firstResponseMinutes), hours(sla.normal.solutionMinutes)) : t.inherited}
        </span>
      </span>
      {path.length < deepest && !archived && (
        <Button look="plain" size="small" aria-label={t.addBelow(name)} onClick={() => ask({ add: category })}>
          {t.below}
        </Button>
      )}
      <Button look="outline" size="small" aria-label={t.change(name)} onClick={() => ask({ change: category })}>
        {t.changeShort}
      </Button>
    </li>
  );
}
