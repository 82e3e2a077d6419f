import { useWords } from '../../i18n/language.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { JobStatusBadge } from '../../ui/status-badges.tsx';
import type { Attempt, TraceJob } from './story.ts';
import type { TraceSearch } from './trace-search.ts';
import { TRACE_WORDS } from './trace-words.ts';

interface AttemptTabsProps {
  job: TraceJob;
  attempts: readonly Attempt[];
  chosen: Attempt;
  search: TraceSearch;
}

/** Which attempt time, events and log are of. The newest has no number in the address, so that a link to it stays with it. */
export function AttemptTabs({ job, attempts, chosen, search }: AttemptTabsProps) {
  const words = useWords(TRACE_WORDS);
  if (attempts.length < 2) return null;
  const { attempt: _, span: __, ...rest } = search;
  return (
    <LinkTabs
      label={words.attempts}
      tabs={attempts.map(({ attempt, status }, index) => ({
        to: '/cp/provision-trace',
        search: { ...rest, ...(index > 0 && { attempt: String(attempt) }) },
        current: attempt === chosen.attempt,
        label: (
          <>
            {words.attempt(attempt)}
            <JobStatusBadge status={status ?? job.status} />
          </>
        ),
      }))}
    />
  );
}
