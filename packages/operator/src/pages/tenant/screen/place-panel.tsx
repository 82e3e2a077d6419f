import type { TenantDetail } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { CopiedId } from '../../../ui/copied-id.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { JobLink, NodeLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { NodeStatusBadge } from '../../../ui/status-badges.tsx';
import { Time } from '../../../ui/time.tsx';
import { SCREEN_WORDS } from './screen-words.ts';

/** Where the tenant lives, and the record that leads there. */
export function PlacePanel({ detail }: { detail: Live<TenantDetail> }) {
  const words = useWords(SCREEN_WORDS);
  return (
    <Panel title={words.place}>
      <QueryView query={detail} what={words.place} lines={5}>
        {({ seat, dns, status }) => (
          <div className="space-y-4">
            {seat ? <Seat seat={seat} /> : <p className="text-sm text-muted">{words.noPlace[status]}</p>}
            <div className="border-t border-line pt-3">
              <h3 className="mb-2 text-xs font-semibold text-muted">{words.dns}</h3>
              {dns ? <Dns dns={dns} /> : <p className="text-sm text-muted">{words.noDns}</p>}
            </div>
          </div>
        )}
      </QueryView>
    </Panel>
  );
}

function Seat({ seat }: { seat: NonNullable<TenantDetail['seat']> }) {
  const words = useWords(SCREEN_WORDS);
  return (
    <Facts
      of={[
        [
          words.node,
          <span key="node" className="flex flex-wrap items-center gap-2">
            <NodeLink id={seat.node_id} copy />
            <NodeStatusBadge status={seat.node_status} />
          </span>,
        ],
        [words.seat, words.seats[seat.kind]],
        [words.since, <Time key="since" at={seat.since} />],
        [words.job, <JobLink key="job" id={seat.job_id} />],
        [words.ipv4, seat.host_ipv4 && <CopiedId key="4" id={seat.host_ipv4} />],
        [words.ipv6, seat.host_ipv6 && <CopiedId key="6" id={seat.host_ipv6} />],
      ]}
    />
  );
}

function Dns({ dns }: { dns: NonNullable<TenantDetail['dns']> }) {
  const words = useWords(SCREEN_WORDS);
  return (
    <Facts
      of={[
        [words.pointsAt, <CopiedId key="content" id={dns.content} />],
        [words.record, <CopiedId key="record" id={dns.record_id} />],
        [words.zone, <CopiedId key="zone" id={dns.zone_id} />],
      ]}
    />
  );
}
