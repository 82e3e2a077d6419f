import { changed, type ResourceAction, type ResourceEvent } from './events.ts';
import type { PlannedNode } from './outputs.ts';
import type { Price } from './pricing.ts';
import type { PreviewResult } from './run-options.ts';

const SIGN: Readonly<Record<ResourceAction, string>> = {
  create: '+',
  import: '=',
  update: '~',
  replace: '±',
  delete: '-',
  read: ' ',
  same: ' ',
};

const UNKNOWN = '(known after up)';

/** A preview as people read it: the tree of changes, the nodes to be, the price. */
export function renderPreview(result: PreviewResult): string {
  const { changes, cost } = result;
  const touched = result.steps.filter((step) => step.action !== 'same' && step.action !== 'read');
  const counts = (['create', 'import', 'update', 'replace', 'delete', 'same'] as const)
    .filter((action) => changes[action] > 0)
    .map((action) => `${changes[action]} ${action === 'same' ? 'unchanged' : `to ${action}`}`);
  return [
    `Stack ${result.stack}: ${changed(changes) === 0 ? 'nothing to change' : counts.join(', ')}`,
    ...touched.map(branch),
    '',
    ...table(
      ['node', 'role', 'type', 'location', 'public IPv4', 'private'],
      result.outputs.nodes.map((node) => [
        node.node_id,
        node.role,
        node.server_type,
        node.location,
        publicAddress(node),
        node.private_ip,
      ]),
    ),
    '',
    ...(cost === undefined ? ['price: unknown'] : priceTable(cost)),
  ].join('\n');
}

function priceTable(cost: Price): string[] {
  const rows = cost.lines.map(({ what, hourly, monthly }) => [what, hourly.toFixed(4), monthly.toFixed(2)]);
  const total = [`total ${cost.currency}`, cost.hourly.toFixed(4), cost.monthly.toFixed(2)];
  return table(['price, net', 'per hour', 'per month'], [...rows, total]);
}

function branch(step: ResourceEvent, index: number, all: readonly ResourceEvent[]): string {
  const differs = step.differs?.length ? ` (${step.differs.join(', ')})` : '';
  return `${index === all.length - 1 ? '└─' : '├─'} ${SIGN[step.action]} ${step.kind} ${step.name}${differs}`;
}

const publicAddress = (node: PlannedNode): string => (node.ipv4 === '' ? '-' : (node.ipv4 ?? UNKNOWN));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as one JSON document, for scripts. */
export function previewDocument(result: PreviewResult): Record<string, unknown> {
  return {
    stack: result.stack,
    changes: result.changes,
    steps: result.steps.map(({ action, kind, name, differs }) => ({ action, kind, name, ...(differs && { differs }) })),
    outputs: result.outputs,
    ...(result.cost && { cost: result.cost }),
  };
}
