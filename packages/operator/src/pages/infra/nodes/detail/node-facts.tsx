import type { NodeDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { euros } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { Badge } from '../../../../ui/badge.tsx';
import { CopyButton } from '../../../../ui/copy-button.tsx';
import { Facts } from '../../../../ui/facts.tsx';
import { JobLink, TenantLink } from '../../../../ui/id-links.tsx';
import { NodeStatusBadge } from '../../../../ui/status-badges.tsx';
import { STATUS_WORDS } from '../../../../ui/status-words.ts';
import { Time } from '../../../../ui/time.tsx';
import { monthOf } from '../../month.ts';
import { NodeFreshness } from '../node-cells.tsx';
import { NODES_WORDS } from '../nodes-words.ts';
import { SeatMeter } from '../seat-meter.tsx';
import { DETAIL_WORDS } from './detail-words.ts';

/** What a node is, where it stands, and how one gets there. `price`: net, an hour. */
export function NodeFacts({ node, price }: { node: NodeDetail; price: number | undefined }) {
  const words = useWords(DETAIL_WORDS);
  const nodesWords = useWords(NODES_WORDS);
  const { region } = useWords(STATUS_WORDS);
  const { language } = useLanguage();
  const { facts } = words;
  const isBilled = price !== undefined && node.status !== 'retired' && node.hetzner_server_id !== null;
  const registered = node.registered_at ? <Time at={node.registered_at} /> : words.notRegistered;
  const priceText = (hour: number) =>
    words.price(euros(hour, 'hour', language), euros(monthOf(hour), 'month', language));
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
      <Facts
        of={[
          [nodesWords.head.status, <StatusOf key="" node={node} />],
          [facts.reason, node.status_reason],
          [facts.reported, <NodeFreshness key="" node={node} />],
          [facts.seats, <SeatMeter key="" node={node} />],
          [facts.tenant, node.tenant_id && <TenantLink id={node.tenant_id} copy />],
          [facts.job, <JobLink key="" id={node.job_id} copy />],
          [facts.stack, <StackOf key="" stack={node.stack} />],
          [facts.decided, <Time key="" at={node.created_at} />],
          [facts.registered, registered],
          [facts.changed, <Time key="" at={node.updated_at} />],
        ]}
      />
      <Facts
        of={[
          [nodesWords.role, `${nodesWords.roles[node.role]} · ${region[node.region]}`],
          [facts.server, [node.server_type, node.location].filter(Boolean).join(' · ')],
          [facts.price, isBilled ? priceText(price) : null],
          [facts.hetzner, copied(node.hetzner_server_id?.toString(), facts.hetzner)],
          [facts.ipv4, copied(node.host_ipv4, facts.ipv4)],
          [facts.ipv6, copied(node.host_ipv6, facts.ipv6)],
          [facts.privateIp, copied(node.private_ip, facts.privateIp)],
          [facts.hostKey, copied(node.ssh_host_key, facts.hostKey) ?? words.noHostKey],
          [facts.token, words.version(node.token_version)],
        ]}
      />
    </div>
  );
}

function StatusOf({ node }: { node: NodeDetail }) {
  const words = useWords(NODES_WORDS);
  return (
    <span className="flex flex-wrap gap-1">
      <NodeStatusBadge status={node.status} />
      {node.metrics?.closed && node.status !== 'retired' && <Badge tone="warn">{words.overThreshold}</Badge>}
    </span>
  );
}

function StackOf({ stack }: { stack: string }) {
  const words = useWords(DETAIL_WORDS);
  const link = 'text-accent underline-offset-2 hover:underline';
  return (
    <>
      <span className="font-mono text-[0.92em]">{stack}</span>
      {' · '}
      <Link to="/cp/infra" search={{ tab: 'jobs', stack }} className={link}>
        {words.jobs}
      </Link>
      {' · '}
      <Link to="/cp/infra" search={{ tab: 'orphans', stack }} className={link}>
        {words.drift}
      </Link>
    </>
  );
}

const copied = (text: string | null | undefined, what: string) =>
  text ? (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="min-w-0 font-mono text-[0.92em] break-all">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  ) : null;
