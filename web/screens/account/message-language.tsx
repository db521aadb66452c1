import type { InputOf } from '#kernel/contract';
import { iam } from '#services/iam/contract';
import { useAction } from '#web/api/queries.ts';
import { useMe } from '#web/app/me.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { languages, useText } from '#web/text/language.ts';
import { notificationSettingsText } from '#web/text/notification-settings.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { updateMe, getMe } = iam.endpoints;

/** In which language messages are written, and by which clock their hours are meant. */
export function MessageLanguage() {
  const t = useText(notificationSettingsText);
  const problems = useText(problemText);
  const { data: me } = useMe();
  const { mutate, isPending, variables } = useAction(updateMe, { refreshes: [getMe] });
  const change = (input: InputOf<typeof updateMe>): void =>
    mutate(input, {
      onSuccess: () => toast(t.saved),
      onError: error => toast(sentenceFor(error, problems), 'bad'),
    });
  if (!me) return <Skeleton className="h-64 rounded-card" />;
  const asked = isPending ? variables : {};
  const zone = asked.zone ?? me.zone;
  return (
    <Card className="flex flex-col gap-5 p-5 sm:p-6">
      <Choices
        label={t.language}
        value={asked.locale ?? me.locale}
        onChoose={locale => change({ locale })}
        options={languages}
      />
      <Select
        label={t.zone}
        hint={t.zoneHint}
        value={zone}
        onChoose={chosen => change({ zone: chosen })}
        options={zonesWith(zone).map(value => ({ value, label: value.replaceAll('_', ' ') }))}
      />
    </Card>
  );
}

const zonesWith = (own: string): string[] => [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].sort();
