import type { InventoryReport, Orphan } from '@prego/contracts';
import { money, section, table } from '../summary.ts';
import type { GoneThing } from './inventory-compare.ts';
import type { Found } from './inventory-orphans.ts';

export interface Inventoried {
  readonly reports: readonly InventoryReport[];
  readonly currency: string;
  readonly found: Found;
  readonly gone: readonly GoneThing[];
}

const REASONS: Readonly<Record<Orphan['reason'], string>> = {
  not_in_state: 'in no state',
  not_registered: 'no node of ours',
  node_retired: 'its node is retired',
};

const REMEDIES: Readonly<Record<Orphan['reason'], string>> = {
  not_in_state: 'Retry its job, which takes it in; or delete it at Hetzner, if nothing on it is wanted.',
  not_registered: 'Retry its job, which registers it; or return it.',
  node_retired: 'Retry the return of its node, which destroys it.',
};

/** An hour has four digits. */
const DIGITS = 4;
/** As many as a person reads; all are in the console. */
const SHOWN = 100;

/** What there is, and what should not be or should and is not, as Markdown. */
export function inventorySummary({ reports, currency, found, gone }: Inventoried): string[] {
  const { orphans, count, hourlyCost, missingNodes } = found;
  const counts = table(
    ['Kind', 'Count'],
    reports.map(({ kind, items }) => [kind.replaceAll('_', ' '), items.length]),
  );
  const rows = orphans
    .slice(0, SHOWN)
    .map((orphan) => [
      orphan.kind,
      orphan.name,
      orphan.location,
      REASONS[orphan.reason],
      orphan.job_id ?? '',
      orphan.hourly_cost === null ? 'unknown' : money(orphan.hourly_cost, currency, DIGITS),
    ]);
  const more = count - rows.length;
  const total = `${count === 1 ? 'It costs' : `All ${count} cost`} ${money(hourlyCost, currency, DIGITS)} an hour, net.`;
  return [
    section('Inventory', counts),
    section(
      'Billed, and nobody’s',
      count === 0 ? 'Nothing: all that bears our label is in a state and a node of ours.' : total,
      table(['What', 'Name', 'Location', 'Why', 'Job', 'An hour'], rows),
      more > 0 ? `${more} more are in the console.` : '',
    ),
    section(
      'In a state, and not in the cloud',
      table(
        ['Stack', 'What', 'Name', 'Id'],
        gone.slice(0, SHOWN).map(({ stack, kind, name, id }) => [stack, kind, name, id]),
      ),
    ),
    section(
      'A node, and not in the cloud',
      table(
        ['Node', 'Server'],
        missingNodes.slice(0, SHOWN).map(({ node_id, hetzner_server_id }) => [node_id, hetzner_server_id]),
      ),
    ),
  ].filter((part) => part !== '');
}

/** GitHub shows ten warnings of a step: the sum, what is missing on two sides, and as many of the dearest as are left. */
const SHOWN_WARNINGS = 7;

/** The warnings of the run's page: the sum first. */
export function inventoryWarnings({ currency, found, gone }: Omit<Inventoried, 'reports'>): string[] {
  const { orphans, count, hourlyCost, missingNodes } = found;
  const sum = `${count === 1 ? 'One thing is' : `${count} things are`} billed and nobody’s: ${money(hourlyCost, currency, DIGITS)} an hour, net.`;
  const each = orphans.slice(0, SHOWN_WARNINGS).map(({ kind, name, id, location, reason, hourly_cost }) => {
    const cost =
      hourly_cost === null ? 'at a price that is not known' : `for ${money(hourly_cost, currency, DIGITS)} an hour`;
    return `${kind} ${name} (${id}) in ${location} ${cost}: ${REASONS[reason]}. ${REMEDIES[reason]}`;
  });
  return [
    ...(count > 0 ? [sum, ...each] : []),
    ...(gone.length > 0
      ? [
          `In a state, and not in the cloud: ${few(gone.map(({ stack, name }) => `${name} (${stack})`))}. Look whether the token is of their project. If they are really gone, retire the nodes, whose tenants are then placed anew.`,
        ]
      : []),
    ...(missingNodes.length > 0
      ? [
          `A node of ours, and not in the cloud: ${few(missingNodes.map(({ node_id }) => node_id))}. If they are really gone, fail or retire each in the console.`,
        ]
      : []),
  ];
}

const FEW = 10;
const few = (names: readonly string[]): string =>
  names.length <= FEW ? names.join(', ') : `${names.slice(0, FEW).join(', ')} and ${names.length - FEW} more`;
