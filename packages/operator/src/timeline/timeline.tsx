import type { JobSummary } from '@prego/contracts';
import { useState } from 'react';
import { localTime } from '../i18n/format.ts';
import { type Language, useLanguage, useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { JobLink } from '../ui/id-links.tsx';
import { JobStatusBadge } from '../ui/status-badges.tsx';
import { STATUS_WORDS } from '../ui/status-words.ts';
import { byAttempt, byDay, firstRows, gapsOf, type TimelineSection } from './group-timeline.ts';
import { RowContent } from './row-content.tsx';
import { TimelineLine } from './timeline-line.tsx';
import type { TimelineRow } from './timeline-row.ts';
import { TIMELINE_WORDS } from './timeline-words.ts';

type Job = Pick<JobSummary, 'job_id' | 'kind' | 'status' | 'attempt'>;

interface TimelineProps {
  tenantId: string;
  /** In the order wanted. */
  rows: readonly TimelineRow[];
  order: 'newest' | 'oldest';
  group: 'attempt' | 'day';
  jobs: readonly Job[];
  labelOf: (stage: string) => string | undefined;
}

/** Rows that are drawn at once: two retries of a dedicated tenant. What is beyond is a press away. */
const ROWS_AT_ONCE = 200;

/** A story under headings. */
export function Timeline({ tenantId, rows, order, group, jobs, labelOf }: TimelineProps) {
  const words = useWords(TIMELINE_WORDS);
  const { language } = useLanguage();
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const sections = group === 'day' ? byDay(rows, (at) => dayOf(at, language)) : byAttempt(rows, order);
  const { shown, left } = firstRows(sections, most);
  return (
    <>
      {shown.map((section) => {
        const gaps = gapsOf(section.rows, order);
        return (
          <section key={section.key}>
            <SectionHead section={section} jobs={jobs} />
            <ol>
              {section.rows.map((row) => (
                <TimelineLine key={row.key} row={row} gap={gaps.get(row.key)}>
                  <RowContent row={row} tenantId={tenantId} labelOf={labelOf} />{' '}
                  {group === 'day' && namesNoJob(row) && <JobLink id={row.job_id} />}
                </TimelineLine>
              ))}
            </ol>
          </section>
        );
      })}
      {left > 0 && (
        <div className="flex items-center justify-center gap-3 p-3 text-sm text-muted">
          {words.left(left)}
          <Button onClick={() => setMost(most + ROWS_AT_ONCE)}>{words.more(Math.min(left, ROWS_AT_ONCE))}</Button>
        </div>
      )}
    </>
  );
}

function SectionHead({ section, jobs }: { section: TimelineSection; jobs: readonly Job[] }) {
  const words = useWords(TIMELINE_WORDS);
  const kinds = useWords(STATUS_WORDS).kind;
  const { language } = useLanguage();
  const first = section.rows[0]?.at ?? 0;
  const job = section.by === 'attempt' ? jobs.find(({ job_id }) => job_id === section.job_id) : undefined;
  const attempt = section.by === 'attempt' ? section.attempt : null;
  // One that is older than the jobs that were read is named by its id alone.
  const what = job ? kinds[job.kind] : words.kind.job;
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-y border-line bg-sunken px-4 py-1.5 first:border-t-0">
      <h3 className="text-xs font-semibold">
        {section.by === 'day' && dayOf(section.at, language)}
        {section.by === 'attempt' && section.job_id === null && words.ofNoJob}
        {section.by === 'attempt' && section.job_id && (attempt === null ? what : words.attempt(what, attempt))}
      </h3>
      {job?.attempt === attempt && job && <JobStatusBadge status={job.status} />}
      {section.by === 'attempt' && section.job_id && (
        <span className="text-xs">
          <JobLink id={section.job_id} />
        </span>
      )}
      <span className="ml-auto text-xs text-muted tabular">
        {section.by === 'attempt' && `${localTime(first, language)} · `}
        {words.rows(section.rows.length)}
      </span>
    </header>
  );
}

/** Below the heading of a day a row has to say whose it is. */
const namesNoJob = (row: TimelineRow): row is TimelineRow & { job_id: string } =>
  row.job_id !== null && !(row.kind === 'job' && row.of.moment === 'created');

/** Made once: every row is asked for its day, each time that the story is read. */
const DAY: Record<Language, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }),
  ko: new Intl.DateTimeFormat('ko-KR', { dateStyle: 'full' }),
};

const dayOf = (at: number, language: Language): string => DAY[language].format(at);
