import { Choices } from '#web/kit/choices.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';
import { below, useCategories } from './categories.ts';

interface CategoryChoiceProps {
  buildingId: string;
  value: string;
  onChoose: (id: string) => void;
  error?: string | undefined;
}

/** What it is about: the first choice is enough, what is below it may be chosen on. */
export function CategoryChoice({ buildingId, value, onChoose, error }: CategoryChoiceProps) {
  const t = useText(ticketText);
  const categories = useCategories(buildingId);
  if (!categories) return <Skeleton className="h-40" />;
  const path = categories.find(({ id }) => id === value)?.path ?? [];
  const levels = [null, ...path].map(parentId => below(categories, parentId)).filter(level => level.length > 0);
  return (
    // By its name the form leads here when nothing was chosen.
    <fieldset name="categoryId" tabIndex={-1} className="flex min-w-0 flex-col gap-3 outline-none">
      {levels.map((level, depth) => (
        <Choices
          key={String(depth)}
          label={depth === 0 ? t.category : t.moreExactly}
          value={path[depth] ?? ''}
          onChoose={onChoose}
          options={level.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ))}
      {error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
