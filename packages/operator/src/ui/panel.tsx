import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

interface PanelProps {
  title: ReactNode;
  /** Beside the title, such as a count or a badge. */
  aside?: ReactNode;
  /** At the right: buttons. */
  actions?: ReactNode;
  /** Tables and lists that come up to the border. */
  flush?: boolean;
  children: ReactNode;
}

/** A part of a page with its own heading. */
export function Panel({ title, aside, actions, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        {aside && <div className="text-xs text-muted">{aside}</div>}
        {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className={classes(!flush && 'p-4')}>{children}</div>
    </section>
  );
}
