import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

interface PageHeadProps {
  title: string;
  /** What the browser's tab says, and who can't see the page is told, where one heading has many views. */
  tab?: string | undefined;
  sub?: ReactNode;
  children?: ReactNode;
}

/** A page's heading, which is its title too; at the right how fresh it is. */
export function PageHead({ title, tab = title, sub, children }: PageHeadProps) {
  useTitle(tab);
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {sub && <p className="mt-0.5 max-w-prose text-sm text-muted">{sub}</p>}
      </div>
      {children}
    </div>
  );
}
