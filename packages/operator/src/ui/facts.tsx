import { Fragment, type ReactNode } from 'react';

/** Names and values, in two columns. What is null is left out. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid items-baseline grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-4 sm:grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] gap-y-1.5 text-sm">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0">{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
