import type { ProvisioningDetail } from '@prego/contracts';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { useToldOfNow } from '../../../live/use-now.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Crumbs } from '../../../ui/crumbs.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { ProvisioningBadge } from '../../../ui/library-badges.tsx';
import { provisioningMoves } from '../../../ui/library-tone.ts';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { LinkTabs } from '../../../ui/link-tabs.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { useAnnounced } from '../../../ui/use-announced.ts';
import { LIST_WORDS } from '../list/list-words.ts';
import { useFindInLog } from '../use-find-in-log.ts';
import { InfoView } from './info/info-view.tsx';
import { installsUntil } from './installing.ts';
import { isNotThere } from './not-there.ts';
import { ProvisioningActions } from './provisioning-actions.tsx';
import { RunView } from './run-view.tsx';
import { StatusPanel } from './status-panel.tsx';
import { STATUS_VIEWS } from './status-search.ts';
import { STATUS_PAGE_WORDS } from './status-words.ts';
import { useInstallationInfo, useProvisioning } from './use-provisioning.ts';
import { useRunTrace } from './use-run-trace.ts';

/** One provisioning: where it stands, what it costs, how to get in, and what may be done with it. */
export function ProvisioningPage() {
  const { provisioning_id } = useParams({ from: '/library/provisionings/$provisioning_id' });
  return <OneProvisioning key={provisioning_id} id={provisioning_id} />;
}

function OneProvisioning({ id }: { id: string }) {
  const words = useWords(STATUS_PAGE_WORDS);
  const provisioning = useProvisioning(id);
  if (isNotThere(provisioning.error)) return <NotThere id={id} />;
  if (provisioning.data) return <Shown of={provisioning.data} live={provisioning} />;
  return (
    <>
      <Up />
      <PageHead title={words.title} sub={id} />
      <Panel flush title={words.view.status}>
        <QueryView query={provisioning} what={words.what} lines={6}>
          {() => null}
        </QueryView>
      </Panel>
    </>
  );
}

function Up() {
  const words = useWords(STATUS_PAGE_WORDS);
  return <Crumbs label={words.where} of={[{ to: '/library/provisionings', label: useWords(LIST_WORDS).title }]} />;
}

function Shown({ of, live }: { of: ProvisioningDetail; live: Live<ProvisioningDetail> }) {
  const words = useWords(STATUS_PAGE_WORDS);
  const statuses = useWords(LIBRARY_WORDS).status;
  const { language } = useLanguage();
  const { provisioning_id, name, status, template_name, template_version } = of;
  const search = useSearch({ from: '/library/provisionings/$provisioning_id' });
  const view = search.view ?? 'status';
  const run = useRunTrace(of);
  const isInstalling = useToldOfNow((now) => Number(installsUntil(of, now) !== null)) === 1;
  const info = useInstallationInfo(provisioning_id, {
    moving: provisioningMoves(status),
    enabled: view === 'info' || isInstalling,
  });
  useAnnounced(words.now(name, statuses[status]));
  const findInLog = useFindInLog();
  return (
    <>
      <Up />
      <PageHead
        title={name}
        sub={
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <ProvisioningBadge status={status} />
            {words.version(template_name[language], template_version)}
          </span>
        }
      >
        <FreshnessLine of={view === 'info' ? [live, info] : [live, run]} />
      </PageHead>
      <LinkTabs
        label={words.views}
        tabs={STATUS_VIEWS.map((one) => ({
          to: `/library/provisionings/${provisioning_id}`,
          search: one === 'status' ? {} : { view: one },
          current: one === view,
          label: words.view[one],
        }))}
      />
      <QueryView query={live} what={words.what}>
        {() => <ProvisioningActions of={of} />}
      </QueryView>
      {view === 'info' ? (
        <InfoView of={of} info={info} />
      ) : (
        <>
          <StatusPanel of={of} trace={run.data} info={info.data} />
          <RunView trace={run} query={search.log_q ?? ''} onQuery={findInLog} />
        </>
      )}
    </>
  );
}

/** There is none of this id on the list: perhaps not any more. */
function NotThere({ id }: { id: string }) {
  const words = useWords(STATUS_PAGE_WORDS);
  return (
    <>
      <Up />
      <PageHead title={words.notThere} />
      <Panel title={words.title}>
        <Empty>
          <p className="break-words">{words.notThereHelp(id)}</p>
          <div className="mt-3 flex flex-wrap justify-center gap-2">
            <Link to="/library/history" search={{ provisioning_id: id }} className={buttonClass('primary')}>
              {words.toHistory}
            </Link>
            <Link to="/library/provisionings" className={buttonClass()}>
              {words.toList}
            </Link>
          </div>
        </Empty>
      </Panel>
    </>
  );
}
