import type { NodeDetail } from '@prego/contracts';
import { percent } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { Badge } from '../../../ui/badge.tsx';
import { NodeLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { NodeStatusBadge } from '../../../ui/status-badges.tsx';
import { SCREEN_WORDS } from './screen-words.ts';

/** The three servers of a dedicated tenant. */
export function NodesPanel({ ids, nodes }: { ids: readonly string[]; nodes: readonly Live<NodeDetail>[] }) {
  const words = useWords(SCREEN_WORDS);
  return (
    <Panel title={words.nodes} flush>
      <ul>
        {ids.map((id, index) => {
          const node = nodes[index];
          return (
            <li key={id} className="border-b border-line last:border-b-0">
              {node && (
                <QueryView query={node} what={id} lines={1}>
                  {(node) => <NodeLine node={node} />}
                </QueryView>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function NodeLine({ node }: { node: NodeDetail }) {
  const words = useWords(SCREEN_WORDS);
  const { metrics } = node;
  return (
    <div className="space-y-1 px-4 py-2.5 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <NodeLink id={node.node_id} copy />
        <span className="ml-auto">
          <NodeStatusBadge status={node.status} />
        </span>
      </div>
      <p className="text-xs text-muted tabular">
        {[node.server_type, node.location, node.host_ipv4].filter(Boolean).join(' · ')}
      </p>
      {metrics && node.status !== 'retired' && (
        <p className="text-xs text-muted tabular">
          {`CPU ${percent(metrics.cpu_pct)} · RAM ${percent(metrics.memory_pct)} · SSD ${percent(metrics.disk_pct)}`}
        </p>
      )}
      {node.stale && node.status === 'ready' && <Badge tone="warn">{words.stale}</Badge>}
    </div>
  );
}
