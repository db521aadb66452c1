import { z } from 'zod';
import { type FormState, TextField } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { blank } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { upkeepText } from '#web/text/upkeep.ts';
import { kinds, monthName, nths, type Rhythm, weekdayName, weekdays, wordsOf } from './rhythm.ts';

export const rhythmRules = {
  kind: z.enum(kinds),
  every: z.coerce.number().int().min(1).max(99),
  weekday: z.enum(weekdays),
  nth: z.enum(nths),
  day: z.coerce.number().int().min(1).max(31),
  month: z.coerce.number().int().min(1).max(12),
  time: z.string().regex(/^\d\d:\d\d$/),
};

/** When it comes round, and the same in words. */
export function RhythmFields({ form }: { form: FormState }) {
  const t = useText(upkeepText);
  const language = useLanguage();
  const { kind } = form.values as unknown as Rhythm;
  const read = z.object(rhythmRules).safeParse(form.values);
  return (
    <fieldset className="flex flex-col gap-4 rounded-2xl border border-line p-4">
      <legend className="px-1 font-semibold">{t.comesRound}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          form={form}
          name="kind"
          label={t.rhythm}
          options={kinds.map(value => ({ value, label: t.kinds[value] }))}
        />
        <TextField form={form} name="every" label={t.every} type="number" min={1} max={99} />
        {kind === 'monthweekday' && (
          <SelectField
            form={form}
            name="nth"
            label={t.which}
            options={nths.map(value => ({ value, label: t.nths[value] }))}
          />
        )}
        {(kind === 'weekly' || kind === 'monthweekday') && (
          <SelectField
            form={form}
            name="weekday"
            label={t.weekday}
            options={weekdays.map(value => ({ value, label: weekdayName(value, language) }))}
          />
        )}
        {kind === 'yearly' && (
          <SelectField
            form={form}
            name="month"
            label={t.month}
            options={Array.from({ length: 12 }, (_, index) => ({
              value: String(index + 1),
              label: monthName(index + 1, language),
            }))}
          />
        )}
        {(kind === 'monthday' || kind === 'yearly') && (
          <TextField form={form} name="day" label={t.dayOfMonth} type="number" min={1} max={31} />
        )}
        <TextField form={form} name="time" label={t.time} type="time" />
      </div>
      <p role="status" className="text-soft">
        {read.success ? wordsOf(read.data, t, language) : blank}
      </p>
    </fieldset>
  );
}
