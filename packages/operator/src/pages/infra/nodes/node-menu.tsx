import type { NodeSummary } from '@prego/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../../i18n/language.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { ACTION_WORDS } from './action-words.ts';
import { actionsOn, retiringOf } from './node-actions.ts';
import { NODES_WORDS } from './nodes-words.ts';
import type { Ask } from './use-node-actions.ts';

interface NodeMenuProps {
  node: NodeSummary;
  ask: Ask;
  onOpenChange: (open: boolean) => void;
}

/** What may be done to a node, and where to go from it. */
export function NodeMenu({ node, ask, onOpenChange }: NodeMenuProps) {
  const words = useWords(ACTION_WORDS);
  const { actionsOf } = useWords(NODES_WORDS);
  const navigate = useNavigate();
  const { node_id, status, tenant_id, job_id, stack } = node;
  const retiring = retiringOf(node);
  const entries: MenuEntry[] = [
    ...actionsOn(status).map((action) => ({
      label: words.press[action],
      danger: action === 'fail',
      onSelect: () => ask(action, node),
    })),
    ...(retiring === 'possible' || retiring === 'in_use'
      ? [{ label: words.press.retire, danger: true, onSelect: () => ask('retire', node) }]
      : []),
    { label: words.openJob, onSelect: () => void navigate({ to: '/cp/provision-trace', search: { job_id } }) },
    ...(tenant_id
      ? [{ label: words.openTenant, onSelect: () => void navigate({ to: '/cp/tenant', search: { tenant_id } }) }]
      : []),
    { label: words.openDrift, onSelect: () => void navigate({ to: '/cp/infra', search: { tab: 'orphans', stack } }) },
  ];
  return <Menu label={actionsOf(node_id)} entries={entries} onOpenChange={onOpenChange} />;
}
