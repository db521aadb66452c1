import { z } from 'zod';
import { ticket } from '#services/ticket/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Tick } from '#web/kit/controls.tsx';
import { Form, type FormState, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { toast } from '#web/kit/toast.tsx';
import { optionsOf, useCategories } from '#web/screens/tickets/categories.ts';
import { useAssignees } from '#web/screens/tickets/people.ts';
import { useText } from '#web/text/language.ts';
import { upkeepText } from '#web/text/upkeep.ts';
import { type Rhythm, rhythmOf, ruleOf, usual } from './rhythm.ts';
import { RhythmFields, rhythmRules } from './rhythm-fields.tsx';
import type { Schedule } from './schedules.tsx';

const { addSchedule, updateSchedule, listSchedules, listAssets } = ticket.endpoints;
const rules = addSchedule.input.shape;
const missedWays = rules.missed.unwrap().options;

const fields = z.object({
  title: rules.title,
  description: rules.description,
  categoryId: rules.categoryId,
  urgent: rules.urgent,
  assignee: z.string(),
  missed: rules.missed,
  ...rhythmRules,
});
type Said = z.output<typeof fields>;

const initialOf = (schedule: Schedule | null) => ({
  title: schedule?.title ?? '',
  description: schedule?.description ?? '',
  categoryId: schedule?.categoryId ?? '',
  urgent: schedule?.urgent ?? false,
  assignee: schedule?.assigneeId ?? 'none',
  missed: schedule?.missed ?? ('once' as const),
  ...((schedule && rhythmOf(schedule.rrule)) ?? usual),
});

const rhythmIn = ({ kind, every, weekday, nth, day, month, time }: Said): Rhythm => ({
  kind,
  every,
  weekday,
  nth,
  day,
  month,
  time,
});

/** What is the same for a new one and one that is changed. */
function Common({ form, buildingId }: { form: FormState; buildingId: string }) {
  const t = useText(upkeepText);
  const categories = useCategories(buildingId) ?? [];
  const assignees = useAssignees(buildingId) ?? [];
  return (
    <>
      <TextField form={form} name="title" label={t.what} maxLength={140} autoComplete="off" />
      <TextArea form={form} name="description" label={t.details} optional maxLength={5_000} />
      <SelectField
        form={form}
        name="categoryId"
        label={t.category}
        options={optionsOf(categories, String(form.values.categoryId))}
      />
      <SelectField
        form={form}
        name="assignee"
        label={t.assignee}
        options={[
          { value: 'none', label: t.nobody },
          ...assignees.map(({ userId, name }) => ({ value: userId, label: name ?? t.colleague })),
        ]}
      />
      <Tick checked={form.values.urgent === true} onTick={on => form.set('urgent', on)}>
        {t.urgent}
      </Tick>
    </>
  );
}

function Missed({ form }: { form: FormState }) {
  const t = useText(upkeepText);
  return (
    <SelectField
      form={form}
      name="missed"
      label={t.missed}
      hint={t.missedHint}
      options={missedWays.map(value => ({ value, label: t.missedWays[value] }))}
    />
  );
}

const someone = (assignee: string): string | null => (assignee === 'none' ? null : assignee);

export function AddSchedule({ buildingId, close }: { buildingId: string; close: () => void }) {
  const t = useText(upkeepText);
  const assets = useList(listAssets, { buildingId, limit: 100 });
  const { mutateAsync } = useAction(addSchedule, { refreshes: [listSchedules], done: () => toast(t.begun) });
  const form: FormState = useForm({
    schema: fields.extend({ asset: z.string(), place: z.string().trim().min(1).max(200) }),
    initial: { ...initialOf(null), asset: 'none', place: '' },
    submit: async ({ asset, place, assignee, ...said }) => {
      const { title, description, categoryId, urgent, missed } = said;
      await mutateAsync({
        buildingId,
        title,
        description,
        categoryId,
        urgent,
        missed,
        place: { text: place },
        assetId: asset === 'none' ? null : asset,
        assigneeId: someone(assignee),
        rrule: ruleOf(rhythmIn({ ...said, assignee })),
      });
      close();
    },
  });
  return (
    <Form form={form} submit={t.save}>
      <Common form={form} buildingId={buildingId} />
      <TextField form={form} name="place" label={t.place} maxLength={200} autoComplete="off" />
      <SelectField
        form={form}
        name="asset"
        label={t.device}
        options={[
          { value: 'none', label: t.noDevice },
          ...(assets.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <RhythmFields form={form} />
      <Missed form={form} />
    </Form>
  );
}

export function ChangeSchedule({ schedule, close }: { schedule: Schedule; close: () => void }) {
  const t = useText(upkeepText);
  const { mutateAsync } = useAction(updateSchedule, { refreshes: [listSchedules], done: () => toast(t.saved) });
  // A rule that says more than this form can is left as it is.
  const known = rhythmOf(schedule.rrule) !== null;
  const form: FormState = useForm({
    schema: fields,
    initial: initialOf(schedule),
    submit: async said => {
      const { title, description, categoryId, urgent, missed, assignee } = said;
      await mutateAsync({
        scheduleId: schedule.id,
        expectedVersion: schedule.version,
        title,
        description,
        categoryId,
        urgent,
        missed,
        assigneeId: someone(assignee),
        ...(known && { rrule: ruleOf(rhythmIn(said)) }),
      });
      close();
    },
  });
  return (
    <Form form={form} submit={t.save}>
      <Common form={form} buildingId={schedule.buildingId} />
      {known ? (
        <RhythmFields form={form} />
      ) : (
        <p className="text-sm text-soft">
          {t.rhythm}: {t.asBefore} <code>{schedule.rrule}</code>
        </p>
      )}
      <Missed form={form} />
    </Form>
  );
}
