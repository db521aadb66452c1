import { Check, Lock, Minus } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { keyOf, queries, useAction, useRead } from '#web/api/queries.ts';
import { cx } from '#web/kit/cx.ts';
import { Failed } from '#web/kit/failed.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { notificationSettingsText } from '#web/text/notification-settings.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { type Category, type Channel, categoriesOf, changesFor, standingOf } from './categories.ts';

const { getPreferences, setPreferences } = notification.endpoints;
type Items = OutputOf<typeof getPreferences>;
const channels: readonly Channel[] = ['in_app', 'email', 'push', 'sms'];

/** What one is told of, and on which way: each category on each channel it goes out on. */
export function Preferences() {
  const t = useText(notificationSettingsText);
  const { data, error, refetch } = useRead(getPreferences, {});
  return (
    <Card>
      {error && !data && <Failed error={error} retry={refetch} />}
      {!data && !error && <Skeleton className="m-5 h-160" />}
      <ul className="divide-y divide-line">
        {data &&
          categoriesOf(data.items).map(category => (
            <li key={category.name} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
              <div className="min-w-0 flex-1 basis-60">
                <h2 className="font-sans text-base font-semibold tracking-normal">
                  {t.categories[category.name].name}
                </h2>
                <p className="text-sm text-soft">{t.categories[category.name].about}</p>
              </div>
              <fieldset className="flex flex-wrap gap-2">
                <legend className="sr-only">{t.categories[category.name].name}</legend>
                {channels.map(channel => (
                  <Switch key={channel} category={category} channel={channel} />
                ))}
              </fieldset>
            </li>
          ))}
      </ul>
    </Card>
  );
}

function Switch({ category, channel }: { category: Category; channel: Channel }) {
  const t = useText(notificationSettingsText);
  const problems = useText(problemText);
  const { mutate } = useAction(setPreferences, { optimistic: show });
  const standing = standingOf(category, channel);
  if (standing === 'never') return null;
  const isOn = standing !== 'off';
  const Icon = { on: Check, some: Minus, always: Lock, off: null }[standing];
  return (
    <button
      type="button"
      aria-pressed={standing === 'some' ? 'mixed' : isOn}
      disabled={standing === 'always'}
      title={standing === 'always' ? t.locked : standing === 'some' ? t.some : undefined}
      onClick={() =>
        mutate(
          { items: changesFor(category, channel, standing !== 'on') },
          { onError: error => toast(sentenceFor(error, problems), 'bad') },
        )
      }
      className={cx(
        'inline-flex min-h-11 items-center gap-1.5 rounded-full border px-3.5 text-sm font-semibold transition-colors',
        standing === 'always' && 'border-line bg-sunken text-soft',
        standing === 'off' && 'border-line text-soft hover:border-edge',
        (standing === 'on' || standing === 'some') && 'border-transparent bg-fig-tint text-fig',
      )}
    >
      {Icon && <Icon size={15} aria-hidden />}
      {t.channels[channel]}
    </button>
  );
}

/** Shows what is asked for at once; gives what takes it back. */
function show({
  items,
}: {
  items: Items['items'] | { type: string; channel: string; enabled: boolean }[];
}): () => void {
  const key = keyOf(getPreferences, {});
  void queries.cancelQueries({ queryKey: key });
  const before = queries.getQueryData<Items>(key);
  const wanted = new Map(items.map(({ type, channel, enabled }) => [`${type} ${channel}`, enabled]));
  queries.setQueryData<Items>(
    key,
    data =>
      data && {
        items: data.items.map(each => ({
          ...each,
          enabled: wanted.get(`${each.type} ${each.channel}`) ?? each.enabled,
        })),
      },
  );
  return () => queries.setQueryData(key, before);
}
