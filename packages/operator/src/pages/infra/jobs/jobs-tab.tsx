import type { JobSummary } from '@prego/contracts';
import { useSearch } from '@tanstack/react-router';
import { type RefObject, useMemo, useRef } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { useDispatchState } from '../../../shell/use-dispatch-state.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { ClearFilters, JobFilterBar } from './job-filters.tsx';
import { JobTable } from './job-table.tsx';
import { filtersOf, filtersSet } from './jobs-query.ts';
import { JOBS_WORDS } from './jobs-words.ts';
import { KeysHelp } from './keys-help.tsx';
import { useJobList } from './use-job-list.ts';

/** Jobs, what failed first: where a night's work begins. */
export function JobsTab() {
  const words = useWords(JOBS_WORDS);
  const search = useSearch({ from: '/cp/infra' });
  const asked = JSON.stringify(filtersOf(search));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same filters are the same list, whatever else the address says
  const filters = useMemo(() => filtersOf(search), [asked]);
  const seen = useRef<readonly JobSummary[]>([]);
  const { data: dispatch } = useDispatchState();
  const list = useJobList(filters, seen, (dispatch?.jobs.active ?? 0) > 0);
  return (
    <Panel
      title={words.jobs}
      aside={dispatch && words.counts(dispatch.jobs.active, dispatch.jobs.failed_24h)}
      actions={<FreshnessLine of={[list.live]} />}
      flush
    >
      <JobFilterBar />
      {list.live.data ? (
        <Jobs list={list} seen={seen} asked={asked} filtered={filtersSet(filters) > 0} />
      ) : (
        <QueryView query={list.live} what={words.jobs} lines={10}>
          {() => null}
        </QueryView>
      )}
      <div className="border-t border-line px-4 py-2">
        <KeysHelp />
      </div>
    </Panel>
  );
}

interface JobsProps {
  list: ReturnType<typeof useJobList>;
  seen: RefObject<readonly JobSummary[]>;
  asked: string;
  filtered: boolean;
}

/**
 * A list that can't be read again says so over its rows: a note above them would move them. The table stays when its last
 * row goes, as with the retry of all that had failed: it is about to tell what came of that.
 */
const Jobs = ({ list, seen, asked, filtered }: JobsProps) => (
  <JobTable key={asked} list={list} seen={seen} empty={<NoJobs filtered={filtered} />} />
);

function NoJobs({ filtered }: { filtered: boolean }) {
  const words = useWords(JOBS_WORDS);
  return (
    <Empty>
      <p className="font-medium text-ink">{filtered ? words.noneFiltered : words.none}</p>
      {filtered ? (
        <div className="mt-3">
          <ClearFilters />
        </div>
      ) : (
        <p>{words.noneHelp}</p>
      )}
    </Empty>
  );
}
