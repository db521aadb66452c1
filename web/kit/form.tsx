// Forms that know their rules from the contract: the endpoint's own zod object says what is missing before the server
// has to, and what the server refuses is shown beside the field it is about.

import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { z } from 'zod';
import { CodedError } from '#kernel/errors';
import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { sentenceForIssue } from './issues.ts';
import { Note } from './surface.tsx';

type Values = Record<string, unknown>;

interface FormOptions<S extends z.ZodObject> {
  /** What the server takes: an endpoint's input, or a `pick` of it. */
  schema: S;
  initial: Partial<z.input<S>>;
  /** Sends the form; what it raises is shown. */
  submit: (values: z.output<S>) => Promise<unknown>;
  /** Rules the contract does not know, e.g. that two passwords are alike. */
  check?: (values: Values) => Record<string, string>;
  /** What a refusal means, where an area has words of its own for it. */
  explain?: (error: unknown) => string;
}

/** The state of a form. Nothing is called wrong before it was sent once, or left filled in. */
export function useForm<S extends z.ZodObject>({ schema, initial, submit, check, explain }: FormOptions<S>) {
  const t = useText(problemText);
  const [values, setValues] = useState<Values>(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState(false);
  const [refused, setRefused] = useState<{ fields: Record<string, string>; whole: string | null }>(none);
  const [busy, setBusy] = useState(false);
  const frame = useRef<HTMLFormElement>(null);

  const parsed = schema.safeParse(values);
  const wrong: Record<string, string> = { ...check?.(values) };
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '');
    wrong[name] ??= sentenceForIssue(issue, values[name], t);
  }
  const errorOf = (name: string): string | undefined =>
    refused.fields[name] ?? (sent || (left.has(name) && values[name] !== '') ? wrong[name] : undefined);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setSent(true);
    setRefused(none);
    if (!parsed.success || Object.keys(wrong).length > 0) return focusFirst(frame.current, Object.keys(wrong));
    setBusy(true);
    try {
      await submit(parsed.data);
    } catch (error) {
      const fields = error instanceof CodedError ? (error.extras.fields ?? []) : [];
      const known = fields.filter(({ path }) => path.split('.')[0]! in values);
      setRefused({
        fields: Object.fromEntries(known.map(({ path, message }) => [path.split('.')[0]!, message])),
        whole: known.length > 0 ? null : (explain?.(error) ?? sentenceFor(error, t)),
      });
      focusFirst(
        frame.current,
        known.map(({ path }) => path.split('.')[0]!),
      );
    } finally {
      setBusy(false);
    }
  }

  return {
    values,
    busy,
    frame,
    send,
    errorOf,
    wholeError: refused.whole,
    set(name: string, value: unknown): void {
      setValues(before => ({ ...before, [name]: value }));
      if (refused.fields[name]) setRefused({ ...refused, fields: { ...refused.fields, [name]: '' } });
    },
    leave: (name: string): void => setLeft(before => new Set([...before, name])),
    /** Empties the form for the next one. */
    reset(): void {
      setValues(initial);
      setSent(false);
      setLeft(new Set());
      setRefused(none);
    },
  };
}
export type FormState = ReturnType<typeof useForm>;

const none = { fields: {}, whole: null };

function focusFirst(frame: HTMLFormElement | null, names: readonly string[]): void {
  const fields = [...(frame?.querySelectorAll<HTMLElement>('[name]') ?? [])];
  fields.find(field => names.includes(field.getAttribute('name')!))?.focus();
}

interface FormProps {
  form: FormState;
  submit: ReactNode;
  /** The one thing its page is for: its button is as wide as the form. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of a form: what is wrong with all of it stands above its button. */
export function Form({ form, submit, wide = false, children }: FormProps) {
  return (
    <form ref={form.frame} onSubmit={event => void form.send(event)} noValidate className="flex flex-col gap-4">
      {children}
      {form.wholeError && (
        <Note tone="bad" role="alert">
          {form.wholeError}
        </Note>
      )}
      <Button
        type="submit"
        size={wide ? 'large' : 'normal'}
        busy={form.busy}
        className={cx('mt-1', !wide && 'sm:min-w-36 sm:self-start')}
      >
        {submit}
      </Button>
    </form>
  );
}

interface FieldFrame {
  form: FormState;
  name: string;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
}

/** Label, control, and what is wrong or good to know about it, tied together for screen readers. */
function Field({
  form,
  name,
  label,
  hint,
  optional = false,
  children,
}: FieldFrame & {
  children: (props: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}) {
  const t = useText(kitText);
  const id = useId();
  const error = form.errorOf(name);
  const described = error || hint ? `${id}-about` : undefined;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between text-[0.9375rem] font-semibold">
        {label}
        {optional && <span className="text-sm font-normal text-soft">{t.optional}</span>}
      </label>
      {children({ id, ...(described && { 'aria-describedby': described }), ...(error && { 'aria-invalid': true }) })}
      {described && (
        <p id={described} className={cx('mt-1.5 text-sm', error ? 'font-medium text-bad' : 'text-soft')}>
          {error || hint}
        </p>
      )}
    </div>
  );
}

export const controlClasses =
  'w-full rounded-control border border-edge bg-surface px-3.5 text-base text-ink outline-offset-0 transition-colors hover:border-soft focus-visible:border-fig aria-invalid:border-bad';

type TextFieldProps = FieldFrame & Omit<ComponentProps<'input'>, 'form' | 'name' | 'value' | 'onChange' | 'id'>;

export function TextField({ form, name, label, hint, optional, className, ...props }: TextFieldProps) {
  return (
    <Field {...{ form, name, label, hint }} {...(optional && { optional })}>
      {about => (
        <input
          {...props}
          {...about}
          name={name}
          value={String(form.values[name] ?? '')}
          onChange={event => form.set(name, event.target.value)}
          onBlur={() => form.leave(name)}
          className={cx(controlClasses, 'h-12', className)}
        />
      )}
    </Field>
  );
}

/** A password, which its owner may look at. */
export function PasswordField(props: TextFieldProps) {
  const t = useText(kitText);
  const [shown, setShown] = useState(false);
  return (
    <Field {...props}>
      {about => (
        <div className="relative">
          <input
            {...about}
            type={shown ? 'text' : 'password'}
            name={props.name}
            autoComplete={props.autoComplete}
            value={String(props.form.values[props.name] ?? '')}
            onChange={event => props.form.set(props.name, event.target.value)}
            onBlur={() => props.form.leave(props.name)}
            className={cx(controlClasses, 'h-12 pr-12')}
          />
          <button
            type="button"
            aria-label={shown ? t.hidePassword : t.showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 grid w-12 place-items-center rounded-control text-soft hover:text-ink"
          >
            {shown ? <EyeOff size={20} /> : <Eye size={20} />}
          </button>
        </div>
      )}
    </Field>
  );
}

type TextAreaProps = FieldFrame & Omit<ComponentProps<'textarea'>, 'form' | 'name' | 'value' | 'onChange' | 'id'>;

/** Several lines; grows with what is written. */
export function TextArea({ form, name, label, hint, optional, className, ...props }: TextAreaProps) {
  return (
    <Field {...{ form, name, label, hint }} {...(optional && { optional })}>
      {about => (
        <textarea
          rows={3}
          {...props}
          {...about}
          name={name}
          value={String(form.values[name] ?? '')}
          onChange={event => form.set(name, event.target.value)}
          onBlur={() => form.leave(name)}
          className={cx(controlClasses, 'field-sizing-content min-h-24 resize-none py-3', className)}
        />
      )}
    </Field>
  );
}
