import { TriangleAlert } from 'lucide-react';
import { useWords } from '../../../i18n/language.tsx';
import { useDuration } from '../../../i18n/use-duration.ts';
import { useNow } from '../../../live/use-now.ts';
import { CommandLine } from '../../../ui/command-line.tsx';
import { INVENTORY, lookAge, lookCommand } from './look-age.ts';
import { ORPHANS_WORDS } from './orphans-words.ts';

/**
 * Says loudly that the inventory is old or was never taken, and how to have it taken; nothing while it is fresh. `never`: what
 * nobody can know as long as it was not.
 */
export function LookNote({ seenAt, never }: { seenAt: number | null; never?: string }) {
  const words = useWords(ORPHANS_WORDS);
  const duration = useDuration();
  const now = useNow();
  const age = lookAge(seenAt, now, INVENTORY);
  if (age === 'fresh') return null;
  return (
    <div role="status" className="m-4 flex items-start gap-3 rounded-md bg-warn-soft px-3 py-2.5 text-sm">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0 space-y-1">
        {/* It ticks: not to be said again every minute. */}
        <p aria-live="off" className="font-medium text-warn">
          {age === 'never' || seenAt === null ? (never ?? words.never) : words.old(duration(now - seenAt))}
        </p>
        <p>
          {age === 'never' ? words.neverTodo : words.oldTodo} <CommandLine command={lookCommand(INVENTORY)} />
        </p>
      </div>
    </div>
  );
}
