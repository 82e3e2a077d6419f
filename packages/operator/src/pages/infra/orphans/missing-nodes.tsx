import type { MissingNode } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import type { Column } from '../../../ui/column.ts';
import { CommandLine } from '../../../ui/command-line.tsx';
import { NodeLink } from '../../../ui/id-links.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { NodeStatusBadge } from '../../../ui/status-badges.tsx';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { ORPHANS_WORDS } from './orphans-words.ts';

/** Nodes in use whose server the last inventory did not have. */
export function MissingNodes({ nodes }: { nodes: readonly MissingNode[] }) {
  const words = useWords(ORPHANS_WORDS);
  const columns: Column<MissingNode>[] = [
    {
      key: 'node',
      head: words.node,
      width: 'minmax(11rem,1fr)',
      cell: ({ node_id }) => <NodeLink id={node_id} copy />,
    },
    { key: 'status', head: words.status, width: '9rem', cell: ({ status }) => <NodeStatusBadge status={status} /> },
    {
      key: 'todo',
      head: words.head.todo,
      width: 'minmax(18rem,2.5fr)',
      cell: ({ hetzner_server_id }) => (
        <div className="text-xs">
          {words.missingTodo} <CommandLine command={`hcloud server describe ${hetzner_server_id}`} />
        </div>
      ),
    },
  ];
  return (
    <Panel flush title={words.missing} aside={nodes.length}>
      <p className="border-b border-line px-4 py-3 text-sm">
        {words.missingSub} {words.missingThen}
      </p>
      <VirtualTable
        label={words.missing}
        columns={columns}
        rows={nodes}
        rowKey={({ node_id }) => node_id}
        minWidthRem={42}
      />
    </Panel>
  );
}
