// Controls outside of forms: what one chooses is taken at once.

import type { ComponentProps, ReactNode } from 'react';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { cx } from './cx.ts';

interface TickProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange'> {
  kind?: 'checkbox' | 'radio';
  onTick: (ticked: boolean) => void;
  children: ReactNode;
}

/** A box or a point to tick, with all of its line to hit. */
export const Tick = ({ kind = 'checkbox', onTick, children, className, ...props }: TickProps) => (
  <label className={cx('flex min-h-11 cursor-pointer items-center gap-3', className)}>
    <input
      {...props}
      type={kind}
      onChange={event => onTick(event.target.checked)}
      className="size-5 shrink-0 accent-fig"
    />
    <span className="min-w-0 flex-1">{children}</span>
  </label>
);

interface StepperProps {
  label: string;
  value: number;
  min?: number;
  max: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A small number: one less, one more. */
export function Stepper({ label, value, min = 1, max, disabled = false, onChange }: StepperProps) {
  const t = useText(kitText);
  const button =
    'grid size-11 place-items-center text-xl font-semibold hover:bg-sunken disabled:opacity-40 rounded-control';
  return (
    <fieldset
      aria-label={label}
      disabled={disabled}
      className="inline-flex items-center rounded-control border border-edge bg-surface"
    >
      <button
        type="button"
        aria-label={t.less}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
        className={button}
      >
        −
      </button>
      <output className="min-w-8 text-center font-semibold tabular-nums">{value}</output>
      <button
        type="button"
        aria-label={t.plus}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
        className={button}
      >
        +
      </button>
    </fieldset>
  );
}
