import { ReportAnswer } from '@prego/contracts';
import type { CloudInventory } from '@prego/stacks';
import type { Command, Context, Outcome } from '../context.ts';
import { reportClient } from '../control-plane/report-client.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { requireStackInputs } from '../stack-work/settings.ts';
import { type Comparison, compare, disagree, type GoneThing, oursIn } from './inventory-compare.ts';
import { foundOrphans } from './inventory-orphans.ts';
import { inventoryReports } from './inventory-reports.ts';
import { inventorySummary, inventoryWarnings } from './inventory-summary.ts';
import { type Looks, prepareLooks } from './stack-look.ts';
import { STACK_PARTS, type StackParts } from './stack-run.ts';

type InventoryContext = Context<InputsOf<'inventory'>>;

/** Tells the control plane what the cloud has and sells, and tells everyone what nobody knows of. Changes nothing. */
export const inventory: Command<InputsOf<'inventory'>> = (context) => inventoryWith(context, STACK_PARTS);

/** The same with another engine, as tests have it. */
export async function inventoryWith(context: InventoryContext, parts: StackParts): Promise<Outcome> {
  const { io, inputs } = context;
  requireStackInputs(inputs);
  const client = reportClient(context);
  const { seenAt, cloud, comparison, gone } = await look(context, await prepareLooks(context, parts));
  const { reports, cut } = inventoryReports(cloud, comparison, seenAt);
  for (const report of reports) {
    const { stored } = await client.post('/internal/inventory', report, ReportAnswer);
    const newer = stored ? '' : ': the control plane knows something newer';
    io.info(`${report.kind.replaceAll('_', ' ')}: ${report.items.length}${newer}`);
  }
  for (const kind of cut)
    io.warning(`There are more ${kind} than the control plane takes: some were left out.`, 'Inventory');

  const inventoried = { reports, currency: cloud.pricing.currency, found: await foundOrphans(client), gone };
  for (const text of inventoryWarnings(inventoried)) io.warning(text, 'Inventory');
  return { outputs: { summary: numbersOf(inventoried) }, summary: inventorySummary(inventoried) };
}

interface Look {
  /** When it began, in ms. */
  readonly seenAt: number;
  readonly cloud: CloudInventory;
  readonly comparison: Comparison;
  readonly gone: readonly GoneThing[];
}

async function look({ io, signal }: InventoryContext, { work, settings }: Looks): Promise<Look> {
  const options = { ...settings, signal };
  const { credentials } = settings;
  const before = await work.readStates(options);
  const seenAt = io.now();
  const cloud = await work.readCloud(credentials, signal);
  if (before.length === 0 && oursIn(cloud).length > 0) throw lostBackend(oursIn(cloud).length);
  const after = disagree(before, cloud) ? await work.readStates(options) : before;
  const comparison = compare(before, cloud, after);
  const gone = await work.findGone(credentials, comparison.gone, signal);
  return { seenAt, cloud, comparison, gone };
}

/** With the wrong backend every server would be told as an orphan, for someone to delete. */
function lostBackend(things: number): ActionError {
  return new ActionError(
    'invalid_inputs',
    `The backend has no stack at all, but the Hetzner project has ${things} servers and volumes of ours.`,
    'Look whether pulumi_backend is the right one. Nothing was reported.',
  );
}

function numbersOf({
  reports,
  found,
  gone,
  currency,
}: Parameters<typeof inventorySummary>[0]): Record<string, unknown> {
  return {
    counts: Object.fromEntries(reports.map(({ kind, items }) => [kind, items.length])),
    orphans: found.count,
    orphans_hourly_cost: found.hourlyCost,
    currency,
    missing_nodes: found.missingNodes.map(({ node_id }) => node_id),
    gone: gone.map(({ stack, kind, name, id }) => ({ stack, kind, name, id })),
  };
}
