import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { OutputOf } from '#kernel/contract';
import { ticket } from '#services/ticket/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Form, type FormState, TextField, useForm } from '#web/kit/form.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useAssignees } from '#web/screens/tickets/people.ts';
import { useText } from '#web/text/language.ts';
import { setupText } from '#web/text/ticket-setup.ts';
import { minutesOf, typedHours } from './hours.ts';

const { getEscalation, setEscalation } = ticket.endpoints;
type Levels = OutputOf<typeof getEscalation>['levels'];
type Level = Levels[number];

/** Who hears when a promise is broken, level after level. */
export function Escalation({ buildingId }: { buildingId: string }) {
  const t = useText(setupText);
  const { data, error, refetch } = useRead(getEscalation, { buildingId });
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.escalation}</h2>
      <p className="mb-4 text-soft">{t.escalationLead}</p>
      {error && !data && <Failed error={error} retry={refetch} />}
      {!data && !error && <Skeleton className="h-40" />}
      {data && <Chain buildingId={buildingId} levels={data.levels} />}
    </Card>
  );
}

const afterOf = (index: number): string => `after ${index}`;

function Chain({ buildingId, levels: saved }: { buildingId: string; levels: Levels }) {
  const t = useText(setupText);
  const [levels, setLevels] = useState<readonly Omit<Level, 'afterMinutes'>[]>(saved);
  const { mutateAsync } = useAction(setEscalation, { refreshes: [getEscalation], done: () => toast(t.saved) });
  const minutes = (index: number) => minutesOf(String(form.values[afterOf(index)] ?? ''));
  const form: FormState = useForm({
    schema: z.looseObject({}),
    initial: Object.fromEntries(saved.map(({ afterMinutes }, index) => [afterOf(index), typedHours(afterMinutes)])),
    check: values =>
      Object.fromEntries(
        levels
          .map((_level, index) => afterOf(index))
          .filter(name => typeof minutesOf(String(values[name] ?? '')) !== 'number')
          .map(name => [name, t.wrongHours]),
      ),
    submit: () =>
      mutateAsync({
        buildingId,
        levels: levels.map(({ roles, userIds }, index) => ({ afterMinutes: minutes(index)!, roles, userIds })),
      }),
  });
  const change = (index: number, to: Partial<Level>) =>
    setLevels(levels.map((level, at) => (at === index ? { ...level, ...to } : level)));
  function remove(index: number): void {
    // Those behind it move up, and so does what was typed for them.
    for (let at = index; at < levels.length - 1; at++) form.set(afterOf(at), form.values[afterOf(at + 1)]);
    setLevels(levels.filter((_level, at) => at !== index));
  }
  function add(): void {
    form.set(afterOf(levels.length), '');
    setLevels([...levels, { roles: ['manager'], userIds: [] }]);
  }
  return (
    <Form form={form} submit={t.save}>
      {levels.length === 0 && <p className="text-soft">{t.noLevels}</p>}
      {levels.map((level, index) => (
        <LevelFields
          key={String(index)}
          form={form}
          buildingId={buildingId}
          index={index}
          level={level}
          change={to => change(index, to)}
          remove={() => remove(index)}
        />
      ))}
      <Button
        look="quiet"
        size="small"
        className="self-start"
        icon={<Plus size={18} aria-hidden />}
        disabled={levels.length >= 10}
        onClick={add}
      >
        {t.addLevel}
      </Button>
    </Form>
  );
}

interface LevelProps {
  form: FormState;
  buildingId: string;
  index: number;
  level: Omit<Level, 'afterMinutes'>;
  change: (to: Partial<Level>) => void;
  remove: () => void;
}

function LevelFields({ form, buildingId, index, level, change, remove }: LevelProps) {
  const t = useText(setupText);
  const assignees = useAssignees(buildingId) ?? [];
  const { roles, userIds } = level;
  const flip = <T,>(all: readonly T[], one: T, on: boolean): T[] =>
    on ? [...all, one] : all.filter(each => each !== one);
  return (
    <fieldset className="rounded-2xl border border-line p-4">
      <legend className="sr-only">{t.level(index + 1)}</legend>
      <div className="flex items-center justify-between">
        <h3 className="text-base">{t.level(index + 1)}</h3>
        <IconButton label={t.removeLevel(index + 1)} onClick={remove}>
          <Trash2 size={18} aria-hidden />
        </IconButton>
      </div>
      <TextField form={form} name={afterOf(index)} label={t.after} inputMode="decimal" autoComplete="off" />
      <p className="mt-3 text-[0.9375rem] font-semibold">{t.whom}</p>
      <div className="grid sm:grid-cols-2">
        {(['manager', 'support'] as const).map(role => (
          <Tick key={role} checked={roles.includes(role)} onTick={on => change({ roles: flip(roles, role, on) })}>
            {t.roles[role]}
          </Tick>
        ))}
        {assignees.map(({ userId, name }) => (
          <Tick
            key={userId}
            checked={userIds.includes(userId)}
            onTick={on => change({ userIds: flip(userIds, userId, on) })}
          >
            {name ?? t.colleague}
          </Tick>
        ))}
      </div>
    </fieldset>
  );
}
