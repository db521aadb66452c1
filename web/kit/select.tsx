import { useId } from 'react';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { controlClasses, type FormState } from './form.tsx';

interface SelectProps<T extends string = string> {
  label: string;
  /** Only read out. */
  hideLabel?: boolean;
  hint?: string;
  value: T;
  onChoose: (value: T) => void;
  options: readonly { value: T; label: string }[];
}

/** One of many. */
export function Select<T extends string>({ label, hideLabel, hint, value, onChoose, options }: SelectProps<T>) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1.5 block text-[0.9375rem] font-semibold'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={hint && `${id}-about`}
        onChange={event => onChoose(event.target.value as T)}
        className={`${controlClasses} h-12`}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-about`} className="mt-1.5 text-sm text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}

/** One of many, as a field of a form; an error of the form is shown below it. */
export function SelectField({
  form,
  name,
  ...props
}: Omit<SelectProps, 'value' | 'onChoose'> & { form: FormState; name: string }) {
  const t = useText(kitText);
  const error = form.errorOf(name);
  const value = String(form.values[name] ?? '');
  const options = value === '' ? [{ value: '', label: t.choose }, ...props.options] : props.options;
  return (
    <div>
      <Select {...props} options={options} value={value} onChoose={next => form.set(name, next)} />
      {error && <p className="mt-1.5 text-sm font-medium text-bad">{error}</p>}
    </div>
  );
}
