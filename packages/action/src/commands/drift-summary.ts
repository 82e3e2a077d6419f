import type { DriftReport } from '@prego/contracts';
import { type Cell, duration, escaped, section, table } from '../summary.ts';

/** A stack as it was found. */
export interface LookedAt {
  readonly report: DriftReport;
  /** Names of resources of which nothing can be said. */
  readonly inHand: readonly string[];
  readonly durationMs: number;
}

const STATUS: Readonly<Record<DriftReport['status'], string>> = {
  in_sync: 'in sync',
  drifted: '⚠️ drifted',
  failed: '❌ not looked at',
};

/** As many as a person reads; all are in the console. */
const SHOWN_CHANGES = 50;

/** All stacks in a table, and what of each differs, as Markdown. */
export function driftSummary(looked: readonly LookedAt[]): string[] {
  const rows = looked.map(({ report, inHand, durationMs }): Cell[] => [
    report.stack,
    STATUS[report.status],
    report.status === 'failed' ? '' : report.changes.length,
    inHand.length === 0 ? '' : inHand.join(', '),
    duration(durationMs),
  ]);
  const overview = table(['Stack', 'Is', 'Differences', 'In the hands of a run', 'Time'], rows);
  const odd = looked.filter(({ report }) => report.status !== 'in_sync');
  return [section('Drift', overview || 'There is no stack.'), ...odd.map(({ report }) => changesOf(report))];
}

function changesOf({ stack, changes, status }: DriftReport): string {
  if (status === 'failed') return section(stack, ...changes.map(({ change }) => escaped(change)));
  const shown = changes.slice(0, SHOWN_CHANGES);
  const rows = shown.map(({ resource, type, change, properties }) => [
    resource,
    type === undefined ? '' : kindOf(type),
    change === 'delete' ? 'is gone' : change === 'update' ? 'differs' : change,
    properties?.join(', ') ?? '',
  ]);
  const more = changes.length - shown.length;
  return section(stack, table(['Resource', 'Kind', 'What', 'Properties'], rows), more > 0 ? `${more} more.` : '');
}

/** `Server` of `hcloud:index/server:Server`. */
export const kindOf = (type: string): string => type.slice(type.lastIndexOf(':') + 1);

/** What is to be done about a stack that has drifted, in the words of an annotation. */
export function driftText({ stack, changes }: DriftReport): string {
  const gone = changes.filter(({ change }) => change === 'delete').map(({ resource }) => resource);
  const other = changes.filter(({ change }) => change !== 'delete').map(({ resource }) => resource);
  const parts = [
    ...(gone.length > 0 ? [`gone from the cloud: ${few(gone)}`] : []),
    ...(other.length > 0 ? [`not as the state says: ${few(other)}`] : []),
  ];
  const remedy =
    gone.length > 0
      ? 'Tenants of a server that is gone have to be placed anew: retire its node. A run of the stack mends the rest.'
      : 'The next run of the stack takes what was changed by hand back, except a type, place or image of a server: if it is to stay, change the program.';
  return `${stack}: ${parts.join('; ')}. ${remedy}`;
}

const FEW = 10;
const few = (names: readonly string[]): string =>
  names.length <= FEW ? names.join(', ') : `${names.slice(0, FEW).join(', ')} and ${names.length - FEW} more`;
