import type { JobMoved, JobSummary } from '@prego/contracts';
import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { useDispatchState } from '../../../shell/use-dispatch-state.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { JobLink } from '../../../ui/id-links.tsx';
import { nameToRetry } from '../../../ui/job-moves.ts';
import { JobStatusBadge } from '../../../ui/status-badges.tsx';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { JOBS_WORDS } from './jobs-words.ts';
import { type Result, runEach } from './run-each.ts';
import { postRetry } from './use-job-actions.ts';

/** Requests that the control plane is given at once: some for D1, none that an operator would wait for. */
const AT_ONCE = 4;

interface BulkRetryDialogProps {
  /** Those that were selected when it was asked for; undefined: closed. */
  jobs: readonly JobSummary[] | undefined;
  onClose: () => void;
  /** The button that opened it goes away with what was selected. */
  returnFocus: () => HTMLElement | null;
  /** After each that is on its way, or was refused. */
  onMoved: (id: string) => Promise<void>;
}

/** Retries many failed jobs, as after a night in which nothing could be dispatched, and says what became of each. */
export function BulkRetryDialog({ jobs, onClose, returnFocus, onMoved }: BulkRetryDialogProps) {
  const words = useWords(JOBS_WORDS);
  const [running, setRunning] = useState(false);
  return (
    <Dialog
      open={jobs !== undefined}
      onClose={onClose}
      title={words.bulkTitle(jobs?.length ?? 0)}
      binding={running}
      returnFocus={returnFocus}
    >
      {jobs && <BulkRetry jobs={jobs} onClose={onClose} onMoved={onMoved} running={running} setRunning={setRunning} />}
    </Dialog>
  );
}

type Told = Result<JobMoved> | 'begun';

interface BulkRetryProps extends Pick<BulkRetryDialogProps, 'onClose' | 'onMoved'> {
  jobs: readonly JobSummary[];
  running: boolean;
  setRunning: (running: boolean) => void;
}

function BulkRetry({ jobs, onClose, onMoved, running, setRunning }: BulkRetryProps) {
  const words = useWords(JOBS_WORDS);
  const { data: dispatch } = useDispatchState();
  const [told, setTold] = useState<ReadonlyMap<string, Told>>(new Map());
  const stop = useRef(false);
  const results = [...told.values()].filter((one) => one !== 'begun');
  const refused = jobs.filter(({ job_id }) => isRefused(told.get(job_id)));
  const ok = results.length - refused.length;
  const left = jobs.length - results.length;
  const begin = async (which: readonly JobSummary[]) => {
    stop.current = false;
    setRunning(true);
    const ids = new Set(which.map(({ job_id }) => job_id));
    setTold((before) => new Map([...before].filter(([id]) => !ids.has(id))));
    await runEach(
      which,
      AT_ONCE,
      async ({ job_id }) => {
        // One that was refused has been moved by somebody else.
        return await postRetry(job_id).finally(() => onMoved(job_id));
      },
      ({ job_id }, result) => setTold((before) => new Map(before).set(job_id, result)),
      () => stop.current,
    );
    setRunning(false);
  };
  const begun = running || told.size > 0;
  const destroying = jobs.filter((job) => nameToRetry(job) !== undefined).length;
  const summary = running
    ? words.bulkRunning(results.length, jobs.length)
    : left > 0
      ? words.bulkStopped(left)
      : words.bulkDone(ok, refused.length);
  return (
    <div className="space-y-4 text-sm">
      {begun ? <p role="status">{summary}</p> : <p>{words.bulkHelp}</p>}
      {dispatch?.paused && <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">{words.bulkPaused}</p>}
      {destroying > 0 && <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">{words.bulkDestroys(destroying)}</p>}
      <ul className="max-h-[40dvh] divide-y divide-line overflow-y-auto rounded-md border border-line">
        {jobs.map((job) => (
          <li key={job.job_id} className="px-3 py-1.5 [contain-intrinsic-size:auto_3rem] [content-visibility:auto]">
            <JobResult job={job} told={told.get(job.job_id)} begun={begun} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        {running && <Button onClick={() => (stop.current = true)}>{words.stop}</Button>}
        {!running && <Button onClick={onClose}>{begun ? words.close : words.dontRetry}</Button>}
        {!begun && (
          <Button look="primary" onClick={() => void begin(jobs)}>
            {words.bulkDo(jobs.length)}
          </Button>
        )}
        {begun && !running && refused.length > 0 && (
          <Button look="primary" onClick={() => void begin(refused)}>
            {words.again(refused.length)}
          </Button>
        )}
      </div>
    </div>
  );
}

const isRefused = (told: Told | undefined): told is { error: Error } =>
  told !== undefined && told !== 'begun' && 'error' in told;

function JobResult({ job, told, begun }: { job: JobSummary; told: Told | undefined; begun: boolean }) {
  const words = useWords(JOBS_WORDS);
  const uiWords = useWords(UI_WORDS);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <JobLink id={job.job_id} />
        <span className="ml-auto text-xs text-muted">
          {told === undefined && (begun ? words.inLine : job.error_code)}
          {told === 'begun' && words.asking}
          {told !== undefined && told !== 'begun' && 'done' in told && <JobStatusBadge status={told.done.status} />}
        </span>
      </div>
      {isRefused(told) && <p className="text-xs text-bad">{failureText(told.error, uiWords)}</p>}
    </>
  );
}
