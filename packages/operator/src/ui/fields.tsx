import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

const CONTROL =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-muted aria-invalid:border-bad';

interface Labelled {
  label: string;
  /** Below the control. */
  hint?: ReactNode;
  /** What is wrong with the value. */
  error?: string | undefined;
  /** The label is there, and only not shown. */
  labelHidden?: boolean;
}

/** A line of text with its label, hint and error. */
export function TextField({ label, hint, error, labelHidden, className, ...rest }: Labelled & ComponentProps<'input'>) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <div className={classes('min-w-0', className)}>
      <Label id={id} hidden={labelHidden} text={label} />
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
        className={CONTROL}
      />
      <FieldNote id={described} error={error} hint={hint} />
    </div>
  );
}

interface SelectFieldProps extends Labelled, Omit<ComponentProps<'select'>, 'onChange'> {
  options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[];
  onValue: (value: string) => void;
}

/** One of a few: the system's own list, which every keyboard and phone knows. */
export function SelectField({
  label,
  hint,
  error,
  labelHidden,
  options,
  onValue,
  className,
  ...rest
}: SelectFieldProps) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <div className={classes('min-w-0', className)}>
      <Label id={id} hidden={labelHidden} text={label} />
      <select
        id={id}
        {...rest}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onValue(event.target.value)}
        className={CONTROL}
      >
        {options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <FieldNote id={described} error={error} hint={hint} />
    </div>
  );
}

function Label({ id, hidden, text }: { id: string; hidden: boolean | undefined; text: string }) {
  return (
    <label htmlFor={id} className={hidden ? 'sr-only' : 'mb-1 block text-xs font-medium text-muted'}>
      {text}
    </label>
  );
}

/** Below a control: what is wrong with its value, else what helps to fill it in. */
export function FieldNote({ id, error, hint }: { id: string | undefined; error: string | undefined; hint: ReactNode }) {
  if (!error && !hint) return null;
  return (
    <p
      id={id}
      role={error ? 'alert' : undefined}
      className={classes('mt-1 text-xs', error ? 'text-bad' : 'text-muted')}
    >
      {error || hint}
    </p>
  );
}
