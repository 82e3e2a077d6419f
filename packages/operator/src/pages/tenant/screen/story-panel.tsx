import { Link, useSearch } from '@tanstack/react-router';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { chosenRows } from '../../../timeline/merge-timeline.ts';
import { Timeline } from '../../../timeline/timeline.tsx';
import { TIMELINE_KINDS } from '../../../timeline/timeline-row.ts';
import { TIMELINE_WORDS } from '../../../timeline/timeline-words.ts';
import { classes } from '../../../ui/classes.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { JobLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { stepName } from '../../../ui/step-name.ts';
import { kindsOf, type TenantSearch, toggledShow } from '../tenant-search.ts';
import { ReadOlder } from './read-older.tsx';
import { SCREEN_WORDS } from './screen-words.ts';
import type { TenantParts } from './use-tenant.ts';

/** The whole story in one line of time. A source that can't be read says so, and the others stay. */
export function StoryPanel({ tenantId, parts }: { tenantId: string; parts: TenantParts }) {
  const words = useWords(SCREEN_WORDS);
  const { language } = useLanguage();
  const search = useSearch({ from: '/cp/tenant' });
  const rows = chosenRows(parts.rows, kindsOf(search.show), search.order ?? 'newest');
  const labels = new Map(
    parts.traces.data
      .flatMap((trace) => trace?.attempts[0]?.steps ?? [])
      .map((step) => [step.stage as string, stepName(step, language)]),
  );
  const loading = parts.sources.some(({ isPending }) => isPending);
  return (
    <Panel title={words.timeline} aside={rows.length > 0 && rows.length} flush>
      <Choices search={search} counts={countsOf(parts)} />
      <Failures parts={parts} />
      {parts.untraced.length > 0 && (
        <p className="flex flex-wrap gap-2 px-4 py-2 text-xs text-muted">
          {words.olderTraces}
          {parts.untraced.map(({ job_id }) => (
            <JobLink key={job_id} id={job_id} />
          ))}
        </p>
      )}
      {rows.length > 0 ? (
        <Timeline
          {...{ tenantId, rows, labelOf: (stage: string) => labels.get(stage) }}
          order={search.order ?? 'newest'}
          group={search.group ?? 'attempt'}
          jobs={parts.jobs}
        />
      ) : loading ? (
        <Skeleton what={words.timeline} lines={8} />
      ) : (
        (parts.rows.length > 0 || parts.sources.every(({ error }) => error === null)) && (
          <Empty>{parts.rows.length > 0 ? words.nothingChosen : words.nothing}</Empty>
        )
      )}
      <ReadOlder of={parts.audit} label={words.moreAudit} />
    </Panel>
  );
}

function countsOf({ rows }: TenantParts): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of rows) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Kinds, order and headings: each choice is an address. */
function Choices({ search, counts }: { search: TenantSearch; counts: Record<string, number> }) {
  const words = useWords(SCREEN_WORDS);
  const { kind: kinds } = useWords(TIMELINE_WORDS);
  const shown = kindsOf(search.show);
  const { show: _, ...unfiltered } = search;
  const { order, ...newest } = search;
  const { group, ...byAttempt } = search;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-4 py-2">
      <fieldset className="flex flex-wrap items-center gap-1">
        <legend className="sr-only">{words.show}</legend>
        <Choice on={search.show === undefined} search={unfiltered} label={words.all} />
        {TIMELINE_KINDS.map((kind) => {
          const show = toggledShow(search.show, kind);
          return (
            <Choice
              key={kind}
              on={search.show !== undefined && shown.includes(kind)}
              search={show === undefined ? unfiltered : { ...search, show }}
              label={`${kinds[kind]} ${counts[kind] ?? 0}`}
            />
          );
        })}
      </fieldset>
      <fieldset className="flex flex-wrap items-center gap-1 sm:ml-auto">
        <legend className="sr-only">{words.order}</legend>
        <Choice on={order === undefined} search={newest} label={words.newest} />
        <Choice on={order === 'oldest'} search={{ ...search, order: 'oldest' }} label={words.oldest} />
      </fieldset>
      <fieldset className="flex flex-wrap items-center gap-1">
        <legend className="sr-only">{words.group}</legend>
        <Choice on={group === undefined} search={byAttempt} label={words.byAttempt} />
        <Choice on={group === 'day'} search={{ ...search, group: 'day' }} label={words.byDay} />
      </fieldset>
    </div>
  );
}

function Choice({ on, search, label }: { on: boolean; search: TenantSearch; label: string }) {
  return (
    <Link
      to="/cp/tenant"
      search={search}
      replace
      resetScroll={false}
      aria-current={on ? 'true' : undefined}
      className={classes(
        'rounded-full border px-2.5 py-0.5 text-xs whitespace-nowrap tabular',
        on ? 'border-accent bg-accent-soft font-medium text-ink' : 'border-line text-muted hover:text-ink',
      )}
    >
      {label}
    </Link>
  );
}

function Failures({ parts }: { parts: TenantParts }) {
  const words = useWords(SCREEN_WORDS);
  const failed = (what: string, lives: readonly Live<unknown>[]) => {
    const broken = lives.filter(({ error }) => error !== null);
    const [first] = broken;
    if (!first?.error) return null;
    return (
      <FailureNote
        what={what}
        error={first.error}
        stale={first.data !== undefined}
        onRetry={() => void Promise.all(broken.map(({ refetch }) => refetch()))}
      />
    );
  };
  return (
    <>
      {failed(words.part.jobs, [parts.jobPages.live])}
      {failed(words.part.audit, [parts.audit.live])}
      {failed(words.part.decisions, [parts.decisions.live])}
      {failed(words.part.trace, parts.traces.all)}
      {failed(words.part.funnel, parts.funnels.all)}
    </>
  );
}
