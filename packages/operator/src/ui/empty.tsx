import type { ReactNode } from 'react';

/** Says that there is nothing, and what to do about it where something can be done. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="px-4 py-10 text-center text-sm text-balance text-muted">{children}</div>;
}
