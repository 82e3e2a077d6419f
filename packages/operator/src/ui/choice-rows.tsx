import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import { FieldNote } from './fields.tsx';

export interface ChoiceRow {
  readonly value: string;
  readonly title: string;
  readonly about?: ReactNode;
  /** At the right, such as a price. */
  readonly aside?: ReactNode;
  /** What stands against it; it may be chosen all the same. */
  readonly warning?: string | undefined;
}

interface ChoiceRowsProps {
  label: string;
  name: string;
  rows: readonly ChoiceRow[];
  value: string;
  onValue: (value: string) => void;
  onLeave?: () => void;
  hint?: ReactNode;
  error?: string | undefined;
  /** Stands in place of the rows where there are none. */
  none: string;
}

/** One of some, of which each has more to say than a list has room for. Arrow keys go from one to the next. */
export function ChoiceRows({ label, name, rows, value, onValue, onLeave, hint, error, none }: ChoiceRowsProps) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <div
      role="radiogroup"
      data-field={name}
      tabIndex={-1}
      aria-labelledby={id}
      aria-required
      aria-invalid={error ? true : undefined}
      aria-describedby={described}
      className="min-w-0"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onLeave?.();
      }}
    >
      <span id={id} className="mb-1 block text-xs font-medium text-muted">
        {label}
      </span>
      <div
        className={classes(
          'max-h-96 divide-y divide-line overflow-y-auto rounded-md border',
          error ? 'border-bad' : 'border-line-strong',
        )}
      >
        {rows.length === 0 && <p className="px-3 py-2 text-sm text-muted">{none}</p>}
        {rows.map((row) => (
          <label
            key={row.value}
            className={classes(
              'flex cursor-pointer items-start gap-3 px-3 py-2 text-sm has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent',
              row.value === value ? 'bg-accent-soft' : 'hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={name}
              value={row.value}
              checked={row.value === value}
              onChange={() => onValue(row.value)}
              className="mt-1 shrink-0 outline-none"
            />
            <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
              <span className="font-medium">{row.title}</span>
              {row.about && <span className="text-xs text-muted">{row.about}</span>}
              {row.warning && <span className="text-xs text-warn">{row.warning}</span>}
              {row.aside && <span className="ml-auto text-xs tabular">{row.aside}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldNote id={described} error={error} hint={hint} />
    </div>
  );
}
