import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';

interface CrumbsProps {
  label: string;
  /** From the product's first page to the one above this page, whose own heading follows. */
  of: readonly { readonly to: string; readonly params?: Readonly<Record<string, string>>; readonly label: string }[];
}

/** The way back up, above a page's heading. */
export function Crumbs({ label, of }: CrumbsProps) {
  return (
    <nav aria-label={label} className="mb-1 text-sm">
      <ol className="flex flex-wrap gap-y-1 text-muted">
        {of.map(({ to, params, label }) => (
          <li key={label} className="inline-flex items-center">
            <Link to={to} params={params as never} className="underline-offset-2 hover:text-ink hover:underline">
              {label}
            </Link>
            <ChevronRight aria-hidden size={14} className="mx-1 shrink-0" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
