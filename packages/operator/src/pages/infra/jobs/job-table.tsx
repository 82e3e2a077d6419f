import type { JobSummary } from '@prego/contracts';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { classes } from '../../../ui/classes.ts';
import { type TableView, VirtualTable } from '../../../ui/virtual-table.tsx';
import { BulkRetryDialog } from './bulk-retry-dialog.tsx';
import { useJobColumns } from './job-columns.tsx';
import { JobQuestions } from './job-questions.tsx';
import { JobToolbar } from './job-toolbar.tsx';
import { JOBS_WORDS } from './jobs-words.ts';
import { rowKeyOf } from './row-keys.ts';
import { TableNotes } from './table-notes.tsx';
import { useHold } from './use-hold.ts';
import { useJobActions } from './use-job-actions.ts';
import type { useJobList } from './use-job-list.ts';
import { PickedContext, usePicked } from './use-picked.ts';
import { useShownOrder } from './use-shown-order.ts';

interface JobTableProps {
  list: ReturnType<typeof useJobList>;
  /** Where to say which jobs are in view. */
  seen: RefObject<readonly JobSummary[]>;
  /** Instead of rows, where there are none. */
  empty: ReactNode;
}

/** The rows. They stay where they are while someone works with them, and tell what would change. */
export function JobTable({ list, seen, empty }: JobTableProps) {
  const words = useWords(JOBS_WORDS);
  const { jobs, byId, live } = list;
  const around = useRef<HTMLDivElement>(null);
  const { view, onView } = useView(live.refetch);
  const picked = usePicked(jobs);
  const { actions, outcome, dismiss, asked, setAsked, retry, cancel, moved } = useJobActions(list.readAgain);
  const [bulk, setBulk] = useState<readonly JobSummary[]>();
  const hold = useHold();
  const order = useShownOrder(
    useMemo(() => jobs.map(({ job_id }) => job_id), [jobs]),
    () => !view.current.atTop || picked.ids.size > 0 || bulk !== undefined || asked !== undefined || hold.held(),
  );
  const rows = useMemo(() => order.ids.map((id) => byId.get(id)).filter((job) => job !== undefined), [order.ids, byId]);
  useEffect(() => {
    seen.current = rows.slice(view.current.first, view.current.last + 1);
  });
  const columns = useJobColumns(actions);
  const onRowKey = (event: KeyboardEvent, job: JobSummary) => {
    const key = rowKeyOf(event);
    if (!key) return;
    event.preventDefault();
    if (key === 'open') actions.open(job);
    if (key === 'trace') actions.copy(job.trace_id);
    if (key === 'job') actions.copy(job.job_id);
    if (key === 'pick') picked.toggle(job);
    if (key === 'retry') actions.retry(job);
    if (key === 'cancel') actions.cancel(job);
  };
  const rowAt = (which: string) => around.current?.querySelector<HTMLElement>(`tbody tr[${which}]`) ?? null;
  const focusRow = () => {
    hold.touch();
    return rowAt('tabindex="0"');
  };
  const showNow = () => {
    order.showNow();
    around.current?.querySelector('[role=group]')?.scrollTo(0, 0);
    focusFirst(() => rowAt('data-index="0"'));
  };
  return (
    <div className={classes('relative', live.isPlaceholderData && 'opacity-60')} aria-busy={live.isPlaceholderData}>
      {rows.length === 0 && !live.isPlaceholderData ? (
        empty
      ) : (
        <>
          <JobToolbar
            list={list}
            picked={picked}
            onRetry={() => setBulk(jobs.filter(({ job_id }) => picked.ids.has(job_id)))}
          />
          <div ref={around} {...hold.handlers}>
            <PickedContext value={picked}>
              <VirtualTable
                label={words.jobs}
                columns={columns}
                rows={rows}
                rowKey={({ job_id }) => job_id}
                rowHeight={52}
                minWidthRem={70}
                onEnd={list.hasMore ? list.onEnd : undefined}
                isSelected={({ job_id }) => picked.ids.has(job_id)}
                onRowKey={onRowKey}
                onView={onView}
              />
            </PickedContext>
          </div>
        </>
      )}
      <TableNotes order={order} onShow={showNow} stale={live.error} outcome={outcome} onDismiss={dismiss} />
      <JobQuestions
        {...{ asked, retry, cancel }}
        onClose={() => {
          hold.touch();
          setAsked(undefined);
        }}
        returnFocus={focusRow}
      />
      <BulkRetryDialog jobs={bulk} onClose={() => setBulk(undefined)} returnFocus={focusRow} onMoved={moved} />
    </div>
  );
}

/** The button that was pressed is gone: the first row has the focus as soon as it is drawn, a frame or two later. */
function focusFirst(row: () => HTMLElement | null, frames = 10): void {
  const found = row();
  if (found) found.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusFirst(row, frames - 1));
}

/** Scrolling has come to rest when it did not move for so long (ms). */
const REST_MS = 400;

/** What is in view; once one rests at another place, what stands there is read again. */
function useView(refetch: (options: { cancelRefetch: boolean }) => unknown) {
  const view = useRef<TableView>({ first: 0, last: 0, atTop: true });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(refetch);
  latest.current = refetch;
  useEffect(() => () => clearTimeout(timer.current), []);
  const onView = useCallback((next: TableView) => {
    const same = view.current.first === next.first;
    view.current = next;
    if (same) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void latest.current({ cancelRefetch: false }), REST_MS);
  }, []);
  return { view, onView };
}
