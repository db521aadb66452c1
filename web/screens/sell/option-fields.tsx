import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '#web/kit/button.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { useText } from '#web/text/language.ts';
import { sellText } from '#web/text/sell.ts';
import { combine, type TypedOption } from './combine.ts';

interface OptionFieldsProps {
  options: readonly TypedOption[];
  onChange: (options: readonly TypedOption[]) => void;
}

const most = 3;

/** What the variants of a new product differ in, and how many that makes. */
export function OptionFields({ options, onChange }: OptionFieldsProps) {
  const t = useText(sellText);
  const edit = (at: number, to: Partial<TypedOption>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...to } : option)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t.options}</legend>
      <p className="text-sm text-soft">{t.optionsLead}</p>
      {options.map(({ name, values }, at) => (
        <div key={at} className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[10rem_1fr_auto]">
          <input
            aria-label={t.optionName(at + 1)}
            placeholder={t.optionNameHint}
            value={name}
            maxLength={60}
            onChange={event => edit(at, { name: event.target.value })}
            className={`${controlClasses} h-12`}
          />
          <input
            aria-label={t.optionValues(at + 1)}
            placeholder={t.optionValuesHint}
            value={values}
            onChange={event => edit(at, { values: event.target.value })}
            className={`${controlClasses} h-12 max-sm:order-last max-sm:col-span-2`}
          />
          <IconButton
            label={t.removeOption(at + 1)}
            onClick={() => onChange(options.filter((_, index) => index !== at))}
          >
            <X size={18} aria-hidden />
          </IconButton>
        </div>
      ))}
      {options.length < most && (
        <Button
          look="outline"
          className="sm:self-start"
          icon={<Plus size={18} aria-hidden />}
          onClick={() => onChange([...options, { name: '', values: '' }])}
        >
          {t.addOption}
        </Button>
      )}
      {options.length > 0 && (
        <p role="status" className="text-sm text-soft">
          {t.makesVariants(combine(options).length)}
        </p>
      )}
    </fieldset>
  );
}
