import { z } from 'zod';
import type { InputOf } from '#kernel/contract';
import { ticket } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Tick } from '#web/kit/controls.tsx';
import { Form, type FormState, TextField, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import type { Category } from '#web/screens/tickets/categories.ts';
import { useText } from '#web/text/language.ts';
import { setupText } from '#web/text/ticket-setup.ts';
import { minutesOf, typedHours } from './hours.ts';

const { addCategory, updateCategory, listCategories } = ticket.endpoints;
const refreshes = [listCategories] as const;
type Sla = NonNullable<InputOf<typeof addCategory>['sla']>;

const urgencies = ['normal', 'urgent'] as const;
const targets = ['firstResponse', 'update', 'solution'] as const;
const names = urgencies.flatMap(urgency => targets.map(target => [urgency, target] as const));
const fieldOf = (urgency: string, target: string): string => `${urgency} ${target}`;

const fields = z.object({
  name: addCategory.input.shape.name,
  position: z.coerce.number().pipe(addCategory.input.shape.position.unwrap()),
  own: z.boolean(),
  archived: z.boolean(),
});

const hoursFields = (sla: Category['sla']): Record<string, string> =>
  Object.fromEntries(
    names.map(([urgency, target]) => [
      fieldOf(urgency, target),
      sla ? typedHours(sla[urgency][`${target}Minutes`]) : '',
    ]),
  );

/** A promise of no time at all is none. */
const isWrong = (typed: unknown): boolean => {
  const minutes = minutesOf(String(typed));
  return minutes === undefined || minutes === 0;
};

/** What is promised by the fields of a form. */
function slaOf(values: Record<string, unknown>): Sla {
  const minutes = (urgency: string, target: string) => minutesOf(String(values[fieldOf(urgency, target)])) ?? null;
  const each = (urgency: string) => ({
    firstResponseMinutes: minutes(urgency, 'firstResponse'),
    updateMinutes: minutes(urgency, 'update'),
    solutionMinutes: minutes(urgency, 'solution'),
  });
  return { normal: each('normal'), urgent: each('urgent') };
}

interface SettingsOptions {
  category: Category | null;
  /** A category at the top has a promise of its own. */
  top: boolean;
  save: (values: z.output<typeof fields>, sla: Sla | null) => Promise<unknown>;
}

function useSettings({ category, top, save }: SettingsOptions): FormState {
  const t = useText(setupText);
  const form: FormState = useForm({
    schema: fields,
    initial: {
      name: category?.name ?? '',
      position: category?.position ?? 0,
      own: top || category?.sla != null,
      archived: category?.archived ?? false,
      ...hoursFields(category?.sla ?? null),
    },
    check: values => {
      const wrong = names.map(name => fieldOf(...name)).filter(field => isWrong(values[field]));
      return values.own === true ? Object.fromEntries(wrong.map(field => [field, t.wrongHours])) : {};
    },
    submit: values => save(values, values.own ? slaOf(form.values) : null),
  });
  return form;
}

function Settings({ form, top, old }: { form: FormState; top: boolean; old: boolean }) {
  const t = useText(setupText);
  return (
    <Form form={form} submit={t.save}>
      <TextField form={form} name="name" label={t.name} maxLength={80} autoComplete="off" />
      <TextField form={form} name="position" label={t.position} hint={t.positionHint} inputMode="numeric" />
      {!top && (
        <Tick checked={form.values.own === true} onTick={on => form.set('own', on)}>
          <span className="block font-semibold">{t.own}</span>
          <span className="block text-sm text-soft">{t.ownHint}</span>
        </Tick>
      )}
      {form.values.own === true && (
        <>
          <p className="text-sm text-soft">{t.hours}</p>
          {urgencies.map(urgency => (
            <fieldset key={urgency}>
              <legend className="mb-2 font-semibold">{t[urgency]}</legend>
              <div className="grid gap-3 sm:grid-cols-3 sm:items-end">
                {targets.map(target => (
                  <TextField
                    key={target}
                    form={form}
                    name={fieldOf(urgency, target)}
                    label={t[target]}
                    inputMode="decimal"
                    autoComplete="off"
                  />
                ))}
              </div>
            </fieldset>
          ))}
        </>
      )}
      {old && (
        <Tick checked={form.values.archived === true} onTick={on => form.set('archived', on)}>
          <span className="block font-semibold">{t.archived}</span>
          <span className="block text-sm text-soft">{t.archivedHint}</span>
        </Tick>
      )}
    </Form>
  );
}

interface AddProps {
  buildingId: string;
  parent: Category | null;
  close: () => void;
}

export function AddCategory({ buildingId, parent, close }: AddProps) {
  const t = useText(setupText);
  const { mutateAsync } = useAction(addCategory, { refreshes, done: () => toast(t.added) });
  const top = parent === null;
  const form = useSettings({
    category: null,
    top,
    save: async ({ name, position }, sla) => {
      await mutateAsync({ buildingId, name, position, parentId: parent?.id ?? null, sla });
      close();
    },
  });
  return <Settings form={form} top={top} old={false} />;
}

export function ChangeCategory({ category, close }: { category: Category; close: () => void }) {
  const t = useText(setupText);
  const { mutateAsync } = useAction(updateCategory, { refreshes, done: () => toast(t.saved) });
  const top = category.parentId === null;
  const form = useSettings({
    category,
    top,
    save: async ({ name, position, archived }, sla) => {
      const seen = { categoryId: category.id, expectedVersion: category.version };
      await mutateAsync({ ...seen, name, position, archived, sla });
      close();
    },
  });
  return <Settings form={form} top={top} old />;
}
