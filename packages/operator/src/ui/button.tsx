import type { ComponentProps } from 'react';
import { classes } from './classes.ts';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

const LOOKS: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  secondary: 'bg-surface text-ink border-line-strong/60 hover:bg-sunken',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-bad-soft text-bad border-bad/40 hover:border-bad',
};

/** For links that look like buttons too. */
export const buttonClass = (look: ButtonLook = 'secondary', square = false): string =>
  classes(
    'inline-flex h-8 items-center justify-center gap-1.5 rounded-md border text-sm font-medium whitespace-nowrap transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-60',
    square ? 'w-8 shrink-0' : 'px-3',
    LOOKS[look],
  );

interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook;
  /** An icon only: give an `aria-label`. */
  square?: boolean;
  /** Its work is under way: it stays focusable and does nothing. */
  busy?: boolean;
}

export function Button({ look = 'secondary', square = false, busy = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classes(buttonClass(look, square), busy && 'cursor-progress opacity-70', className)}
    />
  );
}
