import type { PlannedNode, Price, ResourceEvent } from '@prego/stacks';
import type { KnownFailure } from '../failure.ts';
import type { Plan } from '../stack-work/index.ts';
import { escaped, escapedLines, money, section, table } from '../summary.ts';

const WORDS: Readonly<Record<ResourceEvent['action'], string>> = {
  create: '➕ create',
  import: '📥 adopt',
  update: '🔧 update',
  replace: '♻️ replace',
  delete: '🗑️ delete',
  read: 'read',
  same: 'unchanged',
};

const COUNTED = ['create', 'import', 'update', 'replace', 'delete'] as const;

/** How many resources an update would touch. */
export const countOf = ({ changes }: Pick<Plan, 'changes'>): number =>
  COUNTED.reduce((sum, action) => sum + changes[action], 0);

/** A plan as Markdown, for the summary and for a comment: what would change, the nodes to be, and what that costs. */
export function planMarkdown(plan: Plan): string[] {
  const { stack, steps, nodes, changes } = plan;
  const touched = steps.filter(({ action }) => action !== 'same' && action !== 'read');
  const counts = COUNTED.filter((action) => changes[action] > 0).map((action) => `${changes[action]} to ${action}`);
  const head = countOf(plan) === 0 ? 'No changes.' : `${counts.join(', ')}; ${changes.same} unchanged.`;
  return [
    section(
      `Plan of stack ${stack}`,
      head,
      losses(touched),
      table(
        ['What', 'Kind', 'Name', 'Differs'],
        touched.map(({ action, kind, name, differs }) => [WORDS[action], kind, name, differs?.join(', ') ?? '']),
      ),
    ),
    section(`Cost of ${stack}`, costText(plan)),
    section(
      `Nodes of ${stack}`,
      nodes.length === 0 ? 'None.' : '',
      table(
        ['Node', 'Role', 'Type', 'Location', 'Public IPv4'],
        nodes.map((node) => [node.node_id, node.role, node.server_type, node.location, addressOf(node)]),
      ),
    ),
  ];
}

/** What stands in the place of a plan that could not be made. */
export const unplannedMarkdown = (stack: string, { code, message, remedy }: KnownFailure): string =>
  section(
    `Plan of stack ${stack}`,
    `❌ There is no plan. ${escaped(code)}: ${escapedLines(message)} ${escaped(remedy)}`,
  );

/** What a person must not overlook. */
function losses(steps: readonly ResourceEvent[]): string {
  const lost = steps.filter(({ action, kind }) => kind === 'Server' && (action === 'replace' || action === 'delete'));
  return lost.length === 0
    ? ''
    : `**${lost.length === 1 ? 'A server' : `${lost.length} servers`} would be lost.** An update refuses that.`;
}

const addressOf = ({ ipv4 }: PlannedNode): string => (ipv4 === '' ? 'none' : (ipv4 ?? 'known when it is made'));

function costText({ cost, costNow }: Plan): string {
  if (!cost) return 'Not known: the price list could not be had, or lacks what the stack has.';
  const { currency, monthly } = cost;
  if (!costNow) return `${money(monthly, currency)} a month, net. What it costs now is not known.`;
  const sentence = `${money(monthly, currency)} a month, net: ${differenceText(cost, costNow)}.`;
  return [sentence, changedLines(cost, costNow)].filter((part) => part !== '').join('\n\n');
}

/** `12.34 EUR more than now`; prices that differ by less than half a cent are the same. */
export function differenceText(cost: Price, now: Price): string {
  const cents = Math.round((cost.monthly - now.monthly) * 100);
  if (cents === 0) return 'as now';
  return `${money(Math.abs(cents) / 100, cost.currency)} ${cents > 0 ? 'more' : 'less'} than now`;
}

function changedLines(cost: Price, now: Price): string {
  const row = (sign: string, { lines }: Price, others: Price) =>
    lines
      .filter(({ what }) => !others.lines.some((other) => other.what === what))
      .map(({ what, monthly }) => [what, { markdown: `${sign}${money(monthly, cost.currency)}` }]);
  return table(['Line', 'A month'], [...row('+', cost, now), ...row('−', now, cost)]);
}
