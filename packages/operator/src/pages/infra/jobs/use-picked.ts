import type { JobSummary } from '@prego/contracts';
import { createContext, useMemo, useState } from 'react';

/** The failed jobs that were selected, to be retried together. */
export interface Picked {
  /** Those of them that are still failed. */
  readonly ids: ReadonlySet<string>;
  /** How many could be. */
  readonly failed: number;
  readonly toggle: (job: JobSummary) => void;
  readonly all: (on: boolean) => void;
}

/** For the boxes of the rows and of the head: they alone are drawn again with each choice. */
export const PickedContext = createContext<Picked>({ ids: new Set(), failed: 0, toggle: () => {}, all: () => {} });

/** A job that someone else has retried meanwhile drops out by itself. */
export function usePicked(jobs: readonly JobSummary[]): Picked {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const failed = useMemo(() => jobs.filter(({ status }) => status === 'failed').map(({ job_id }) => job_id), [jobs]);
  return useMemo(
    () => ({
      ids: new Set(failed.filter((id) => chosen.has(id))),
      failed: failed.length,
      toggle: ({ job_id, status }) => {
        if (status !== 'failed') return;
        setChosen((before) => {
          const after = new Set(before);
          if (!after.delete(job_id)) after.add(job_id);
          return after;
        });
      },
      all: (on) => setChosen(new Set(on ? failed : [])),
    }),
    [chosen, failed],
  );
}
