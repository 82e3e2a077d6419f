import type { NodeDetail } from '@prego/contracts';
import type { Price, ResourceEvent } from '@prego/stacks';
import type { BroughtUp } from '../stack-work/index.ts';
import { duration, link, money, section, table } from '../summary.ts';
import { doneWord } from './stack-events.ts';

export interface Timer {
  <T>(what: string, work: () => Promise<T>): Promise<T>;
  /** What took how many milliseconds, in order. */
  readonly timings: readonly (readonly [what: string, ms: number])[];
}

/** Notes how long each piece of work took, also where it failed. */
export function timer(now: () => number): Timer {
  const timings: (readonly [string, number])[] = [];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const since = now();
    try {
      return await work();
    } finally {
      timings.push([what, now() - since]);
    }
  };
  return Object.assign(timed, { timings });
}

/** Where the console shows the story of the job. */
export function traceLine(inputs: {
  readonly control_plane_url: string;
  readonly job_id: string;
  readonly trace_id?: string | undefined;
}): string {
  const { control_plane_url, job_id, trace_id } = inputs;
  const query = new URLSearchParams({ job_id, ...(trace_id !== undefined && { trace_id }) });
  return link('Provision trace', `${control_plane_url.replace(/\/+$/, '')}/cp/provision-trace?${query}`);
}

/** What was decided, what was done and what it costs, as Markdown. */
export function provisionedSummary(done: {
  readonly tenantId: string;
  readonly trace: string;
  readonly dedicated: boolean;
  readonly host: NodeDetail;
  readonly up: BroughtUp | undefined;
  readonly timings: Timer['timings'];
}): string[] {
  const { host, up, dedicated, tenantId, trace } = done;
  const place = dedicated ? 'three servers of its own' : 'a new shared node';
  return [
    section(
      'Place',
      `\`${tenantId}\` goes to ${place}: \`${host.node_id}\` at ${host.host_ipv4}, ${host.server_type} in ${host.location}, stack \`${host.stack}\`.`,
      up ? '' : 'The stack was brought up by a run before this one.',
      trace,
    ),
    section('Resources', resourcesTable(up?.steps ?? []), unchangedLine(up?.steps ?? [])),
    section('Time', timingsTable(done.timings)),
    section('Cost', up?.cost ? costTable(up.cost) : ''),
  ].filter((part) => part !== '');
}

export function resourcesTable(steps: readonly ResourceEvent[]): string {
  const touched = steps.filter(({ action }) => action !== 'same');
  const rows = touched.map(({ kind, name, action, status, durationMs }) => [
    kind,
    name,
    status === 'failed' ? `${action} failed` : doneWord(action),
    durationMs === undefined ? '' : duration(durationMs),
  ]);
  return table(['Resource', 'Name', 'What', 'Time'], rows);
}

function unchangedLine(steps: readonly ResourceEvent[]): string {
  const same = steps.filter(({ action }) => action === 'same').length;
  return same === 0 ? '' : `${same} unchanged.`;
}

export const timingsTable = (timings: Timer['timings']): string =>
  table(
    ['Step', 'Time'],
    timings.map(([what, ms]) => [what, duration(ms)]),
  );

function costTable({ lines, monthly, currency }: Price): string {
  const rows = lines.map((line) => [line.what, money(line.monthly, currency)]);
  return table(['The whole stack, net', 'A month'], [...rows, ['Sum', money(monthly, currency)]]);
}
