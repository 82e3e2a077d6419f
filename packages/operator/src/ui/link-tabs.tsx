import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from './classes.ts';

export interface LinkTab {
  readonly to: string;
  readonly search: Record<string, string | undefined>;
  readonly current: boolean;
  readonly label: ReactNode;
}

/** Parts of a page that have URLs of their own: links, as each is another view. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const nav = useRef<HTMLElement>(null);
  const current = tabs.findIndex((tab) => tab.current);
  // Where not all fit side by side.
  useEffect(() => {
    nav.current?.querySelectorAll('li')[current]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav ref={nav} aria-label={label} className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {tabs.map(({ to, search, current, label }) => (
          <li key={JSON.stringify([to, search])}>
            <Link
              to={to}
              search={search as never}
              aria-current={current ? 'page' : undefined}
              className={classes(
                'inline-flex items-center gap-1.5 border-b-2 px-3 py-2 text-sm whitespace-nowrap',
                current ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted hover:text-ink',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
