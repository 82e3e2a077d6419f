import type { NodeSummary } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { euros } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { NodeStatusBadge } from '../../../ui/status-badges.tsx';
import { Time } from '../../../ui/time.tsx';
import { freshnessOfNode } from './freshness.ts';
import { NODES_WORDS } from './nodes-words.ts';

const LINK = 'font-mono text-[0.92em] text-accent underline-offset-2 hover:underline';

/** Where the focus goes back to when the detail of a node is closed. */
export const nodeLinkId = (nodeId: string): string => `node-${nodeId}`;

export function NodeName({ node }: { node: NodeSummary }) {
  const words = useWords(NODES_WORDS);
  const { node_id, role, server_type, location } = node;
  return (
    <>
      <span className="flex items-center gap-0.5">
        <Link
          id={nodeLinkId(node_id)}
          from="/cp/infra"
          to="/cp/infra"
          search={(before) => ({ ...before, node_id })}
          resetScroll={false}
          className={`${LINK} whitespace-nowrap`}
        >
          {node_id}
        </Link>
        <CopyButton text={node_id} what={node_id} />
      </span>
      <span className="block truncate text-xs text-muted">
        {[words.roles[role], server_type, location].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

/** Its status with the reason that somebody gave, and whether its load keeps it closed. */
export function NodeStatusCell({ node }: { node: NodeSummary }) {
  const words = useWords(NODES_WORDS);
  return (
    <>
      <span className="flex flex-wrap gap-1">
        <NodeStatusBadge status={node.status} />
        {node.metrics?.closed && node.status !== 'retired' && <Badge tone="warn">{words.overThreshold}</Badge>}
      </span>
      {node.status_reason && (
        <span className="mt-0.5 line-clamp-2 text-xs text-muted" title={node.status_reason}>
          {node.status_reason}
        </span>
      )}
    </>
  );
}

/** When it was heard last. */
export function NodeFreshness({ node }: { node: NodeSummary }) {
  const words = useWords(NODES_WORDS);
  const freshness = freshnessOfNode(node);
  if (freshness.kind === 'over' || freshness.kind === 'not_there') {
    return <span className="text-xs text-muted">{freshness.kind === 'over' ? words.over : words.notThere}</span>;
  }
  return (
    <span className="flex flex-col items-start gap-0.5 text-xs">
      {freshness.stale && <Badge tone="bad">{words.isSilent}</Badge>}
      {freshness.kind === 'reported' ? <Time at={freshness.at} /> : <span className="text-muted">{words.never}</span>}
    </span>
  );
}

/** Which stack it is of, and which job has made it. */
export function NodeOrigin({ node }: { node: NodeSummary }) {
  const words = useWords(NODES_WORDS);
  return (
    <>
      <Link
        to="/cp/infra"
        search={{ tab: 'jobs', stack: node.stack }}
        title={words.jobsOf(node.stack)}
        className={`${LINK} block truncate leading-[24px]`}
      >
        {node.stack}
      </Link>
      <Link
        to="/cp/provision-trace"
        search={{ job_id: node.job_id }}
        title={node.job_id}
        className={`${LINK} block truncate leading-[24px]`}
      >
        {node.job_id}
      </Link>
    </>
  );
}

/** An hour's price; a dash where the inventory has none. */
export function HourPrice({ price }: { price: number | undefined }) {
  const words = useWords(NODES_WORDS);
  const { language } = useLanguage();
  if (price !== undefined) return <>{euros(price, 'hour', language)}</>;
  return (
    <>
      <span aria-hidden title={words.unknownPrice}>
        –
      </span>
      <span className="sr-only">{words.unknownPrice}</span>
    </>
  );
}
