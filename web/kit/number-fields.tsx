// Fields of a form whose values are no text: what is typed becomes what the contract takes.

import { useState } from 'react';
import { minorUnits, typedOf } from './amount.ts';
import { type FormState, TextField } from './form.tsx';

interface NumberFieldProps {
  form: FormState;
  name: string;
  label: string;
  hint?: string;
}

/** A whole number; what is none is left as it was typed, and the form's rules say so. */
export function NumberField({ form, ...props }: NumberFieldProps) {
  const set = (typed: unknown): void =>
    form.set(props.name, typeof typed === 'string' && /^\d+$/.test(typed.trim()) ? Number(typed) : typed);
  return <TextField {...props} form={{ ...form, set: (_name, typed) => set(typed) }} inputMode="numeric" />;
}

/** An amount, typed in the currency's own unit and kept in its minor one. */
export function AmountField({ form, ...props }: NumberFieldProps) {
  const { name } = props;
  const [typed, setTyped] = useState(() => {
    const known = String(form.values[name] ?? '');
    return known === '' ? '' : typedOf(known);
  });
  const typing: FormState = {
    ...form,
    values: { ...form.values, [name]: typed },
    set: (_name, next) => {
      setTyped(String(next));
      // What is no amount yet is no minor unit either: a dot keeps it from being taken for one.
      form.set(name, minorUnits(String(next)) ?? (String(next).trim() === '' ? '' : `.${next}`));
    },
  };
  return <TextField {...props} form={typing} inputMode="decimal" autoComplete="off" />;
}
