import { cx } from './cx.ts';

interface ChoicesProps<T extends string> {
  label: string;
  /** Shows the label above; else it is only read out. */
  shown?: boolean;
  value: T;
  onChoose: (value: T) => void;
  options: readonly { value: T; label: string }[];
}

/** One of a few, all of them to be seen. */
export const Choices = <T extends string>({ label, shown = true, value, onChoose, options }: ChoicesProps<T>) => (
  <fieldset className="min-w-0">
    <legend className={shown ? 'mb-1.5 text-[0.9375rem] font-semibold' : 'sr-only'}>{label}</legend>
    <div className="flex flex-wrap gap-2">
      {options.map(option => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
          className={cx(
            'min-h-11 rounded-3xl px-4 py-1.5 text-[0.9375rem] font-semibold transition-colors',
            option.value === value ? 'bg-fig text-on-fig' : 'bg-sunken text-soft hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  </fieldset>
);
