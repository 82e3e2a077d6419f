import type { DriftStatus } from '@prego/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { oneOf } from '../../../plain-search.ts';
import { Button } from '../../../ui/button.tsx';
import { CommandLine } from '../../../ui/command-line.tsx';
import { SelectField } from '../../../ui/fields.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { DRIFT_STATUSES, type InfraSearch } from '../infra-search.ts';
import { DriftStack } from './drift-stack.tsx';
import { DRIFT_WORDS } from './drift-words.ts';
import { DRIFT, lookCommand } from './look-age.ts';
import { useDrift, useServerPrices } from './use-drift.ts';

type Drift = ReturnType<typeof useDrift>;

/** Stacks by what the last look at them found, the worst first. */
export function DriftPanel() {
  const words = useWords(DRIFT_WORDS);
  const { stack, drift_status } = useSearch({ from: '/cp/infra' });
  const wanted = (status: DriftStatus) => drift_status === undefined || drift_status === status;
  const byStatus: Record<DriftStatus, Drift> = {
    failed: useDrift('failed', stack, wanted('failed')),
    drifted: useDrift('drifted', stack, wanted('drifted')),
    in_sync: useDrift('in_sync', stack, wanted('in_sync')),
  };
  const shown = DRIFT_STATUSES.filter(wanted);
  const isEmpty = shown.every((status) => byStatus[status].data?.length === 0);
  return (
    <Panel flush title={words.title} aside={words.sub} actions={<FreshnessLine of={Object.values(byStatus)} />}>
      <DriftFilters />
      {isEmpty ? (
        <p className="px-4 py-10 text-center text-sm text-muted">
          {drift_status ? words.none : words.neverLooked}{' '}
          {!drift_status && <CommandLine command={lookCommand(DRIFT, stack)} />}
        </p>
      ) : (
        shown.map((status) => <StacksOf key={status} status={status} drift={byStatus[status]} />)
      )}
    </Panel>
  );
}

function StacksOf({ status, drift }: { status: DriftStatus; drift: Drift }) {
  const words = useWords(DRIFT_WORDS);
  const { loadMore } = useWords(UI_WORDS);
  const { language } = useLanguage();
  const priceOf = useServerPrices();
  const title = (stacks: number) =>
    (drift.hasNextPage ? words.moreStacks : words.stacks)(count(stacks, language), words.statuses[status]);
  return (
    <QueryView query={drift} what={`${words.drift}: ${words.statuses[status]}`} lines={2}>
      {(stacks) =>
        stacks.length > 0 && (
          <>
            <h3 className="border-b border-line bg-sunken px-4 py-1.5 text-xs font-medium text-muted">
              {title(stacks.length)}
            </h3>
            <ul className="divide-y divide-line border-b border-line last:border-b-0">
              {stacks.map((report) => (
                <DriftStack key={report.stack} report={report} priceOf={priceOf} />
              ))}
            </ul>
            {drift.hasNextPage && (
              <div className="border-b border-line p-2 text-center">
                <Button look="quiet" busy={drift.isFetchingNextPage} onClick={() => void drift.fetchNextPage()}>
                  {loadMore}
                </Button>
              </div>
            )}
          </>
        )
      }
    </QueryView>
  );
}

function DriftFilters() {
  const words = useWords(DRIFT_WORDS);
  const { stack, drift_status } = useSearch({ from: '/cp/infra' });
  const navigate = useNavigate({ from: '/cp/infra' });
  const set = (change: { [Key in keyof InfraSearch]?: InfraSearch[Key] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as InfraSearch, replace: true, resetScroll: false });
  return (
    <search aria-label={words.filters} className="flex flex-wrap items-end gap-2 border-b border-line px-4 py-3">
      <SelectField
        label={words.status}
        className="w-40"
        value={drift_status ?? ''}
        options={[
          { value: '', label: words.all },
          ...DRIFT_STATUSES.map((value) => ({ value, label: words.statuses[value] })),
        ]}
        onValue={(value) => set({ drift_status: oneOf(DRIFT_STATUSES, value) })}
      />
      {stack && (
        <>
          <p className="px-1 py-1.5 text-sm">{words.onlyStack(stack)}</p>
          <Button look="quiet" onClick={() => set({ stack: undefined })}>
            {words.clear}
          </Button>
        </>
      )}
    </search>
  );
}
