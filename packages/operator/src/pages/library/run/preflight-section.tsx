import type { ReactNode } from 'react';

/** A part of the pre-flight with its heading. */
export function PreflightSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-1.5 px-4 py-3 text-sm">
      <h3 className="text-xs font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}
