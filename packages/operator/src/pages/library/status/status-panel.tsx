import type { InstallationInfo, ProvisioningDetail, ProvisionTraceDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { useNow } from '../../../live/use-now.ts';
import { ActorName } from '../../../ui/actor-name.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { CopiedId } from '../../../ui/copied-id.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { JobLink, TraceLink } from '../../../ui/id-links.tsx';
import { provisioningMoves } from '../../../ui/library-tone.ts';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { costText } from '../../../ui/money.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Time } from '../../../ui/time.tsx';
import { isOfReturn } from '../execution.ts';
import { Took } from '../execution-time.tsx';
import { priceNow } from '../price-now.ts';
import { ErrorBox } from './error-box.tsx';
import { InstallNote } from './install-note.tsx';
import { installsUntil } from './installing.ts';
import { runTimes } from './run-times.ts';
import { STATUS_PAGE_WORDS } from './status-words.ts';

interface StatusPanelProps {
  of: ProvisioningDetail;
  trace: ProvisionTraceDetail | undefined;
  /** Read only while its servers install themselves. */
  info: InstallationInfo | undefined;
}

/** Where it stands, what is next, what it costs, and what belongs to it. */
export function StatusPanel({ of, trace, info }: StatusPanelProps) {
  const words = useWords(STATUS_PAGE_WORDS);
  const prices = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  const { facts } = words;
  const { status, template_name, template_version, price, cost_so_far } = of;
  const isInstalling = installsUntil(of, useNow()) !== null;
  const net = <span className="text-muted">{` (${facts.net})`}</span>;
  return (
    <Panel
      title={facts.title}
      actions={
        <Link
          to="/library/provisionings/$provisioning_id"
          params={{ provisioning_id: of.provisioning_id }}
          search={{ view: 'info' }}
          className={buttonClass(status === 'provisioned' ? 'primary' : 'secondary')}
        >
          {words.viewInfo}
        </Link>
      }
    >
      <div className="space-y-4">
        <div className="max-w-prose text-sm">
          <p>{words.next[status]}</p>
          {status === 'provisioning' && <p className="text-muted">{words.usually(of.install_minutes)}</p>}
          {provisioningMoves(status) && (
            <p className="text-muted">
              {`${words.stop} `}
              <Link
                to="/cp/provision-trace"
                search={{ job_id: of.job_id }}
                className="text-accent underline underline-offset-2"
              >
                {words.stopWhere}
              </Link>
            </p>
          )}
        </div>
        {isInstalling && <InstallNote of={of} info={info} />}
        <ErrorBox of={of} trace={trace} />
        {/* Where both stand one below the other they are one list. */}
        <div className="grid items-baseline gap-x-4 gap-y-1.5 max-md:grid-cols-[fit-content(40%)_minmax(0,1fr)] max-md:[&>dl]:contents md:grid-cols-2 md:items-start md:gap-x-8">
          <Facts
            of={[
              [facts.template, words.version(template_name[language], template_version)],
              [facts.started, <Time key="started" at={of.created_at} absolute />],
              [
                isOfReturn(status) ? facts.returnTook : facts.took,
                <Took key="took" of={of} run={runTimes(trace, of.job_id)} />,
              ],
              [
                facts.cost,
                <span key="cost" className="tabular">
                  {costText(cost_so_far, language)}
                  {cost_so_far !== null && net}
                </span>,
              ],
              [
                facts.price,
                <span key="price" className="tabular">
                  {priceNow(of, prices, language)}
                  {price.hourly !== null && price.hourly > 0 && net}
                </span>,
              ],
              [facts.size, `${of.server_type} · ${of.location} (${of.region})`],
            ]}
          />
          <Facts
            of={[
              [facts.by, <ActorName key="by" of={of.created_by} />],
              [facts.attempt, of.attempt],
              [facts.job, <JobLink key="job" id={of.job_id} copy />],
              [facts.trace, <TraceLink key="trace" id={of.trace_id} copy />],
              [facts.stack, <CopiedId key="stack" id={of.stack} />],
              [facts.id, <CopiedId key="id" id={of.provisioning_id} />],
            ]}
          />
        </div>
      </div>
    </Panel>
  );
}
