import { ReportAnswer } from '@prego/contracts';
import type { Command, Context, Outcome } from '../context.ts';
import { reportClient } from '../control-plane/report-client.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { requireStackInputs } from '../stack-work/settings.ts';
import { lookAround } from './inventory-look.ts';
import { foundOrphans } from './inventory-orphans.ts';
import { inventoryReports } from './inventory-reports.ts';
import { inventorySummary, inventoryWarnings } from './inventory-summary.ts';
import { prepareLooks } from './stack-look.ts';
import { STACK_PARTS, type StackParts } from './stack-run.ts';

type InventoryContext = Context<InputsOf<'inventory'>>;

/** Tells the control plane what the cloud has and sells, and tells everyone what nobody knows of. Changes nothing. */
export const inventory: Command<InputsOf<'inventory'>> = (context) => inventoryWith(context, STACK_PARTS);

/** The same with another engine, as tests have it. */
export async function inventoryWith(context: InventoryContext, parts: StackParts): Promise<Outcome> {
  const { io, inputs } = context;
  requireStackInputs(inputs);
  const client = reportClient(context);
  const { seenAt, cloud, comparison, gone } = await lookAround(context, await prepareLooks(context, parts));
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
