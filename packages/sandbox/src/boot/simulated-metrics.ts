import jsonata from 'jsonata';
import type { Load } from './load.ts';
import type { HttpOutput, Input, TelegrafConfig } from './telegraf-config.ts';

/** One metric as Telegraf's JSON serializer writes it; `timestamp` in seconds. */
export interface Metric {
  name: string;
  tags: Record<string, string>;
  fields: Record<string, number>;
  timestamp: number;
}

const MEMORY_BYTES = 4 * 1024 ** 3;
const DISK_BYTES = 40 * 1024 ** 3;

/** What one round of the configured inputs measures. The first has no cpu: that is a difference of two samples. */
export function measure(config: TelegrafConfig, host: string, load: Load, first: boolean, nowMs: number): Metric[] {
  const timestamp = Math.floor(nowMs / 1000);
  const hostname = config.hostname === undefined ? host : config.hostname;
  const common = { ...config.globalTags, ...(hostname === null ? {} : { host: hostname }) };
  return Object.entries(config.inputs).flatMap(([name, inputs]) =>
    inputs.flatMap((input) =>
      samples(name, input, load, first).map(({ tags, fields }) => ({
        name,
        tags: { ...tags, ...common },
        fields: passed(fields, input),
        timestamp,
      })),
    ),
  );
}

type Sample = Pick<Metric, 'tags' | 'fields'>;

/** The inputs that our Telegraf is built with; `exec` runs programs of the guest and is left to the real one. */
function samples(input: string, settings: Input, load: Load, first: boolean): Sample[] {
  switch (input) {
    case 'cpu':
      return first ? [] : cpus(settings).map((cpu) => ({ tags: { cpu }, fields: cpuFields(load) }));
    case 'mem':
      return [{ tags: {}, fields: capacityFields(MEMORY_BYTES, load.memoryPct, 'available') }];
    case 'disk':
      return [
        {
          tags: { device: 'sda1', fstype: 'ext4', mode: 'rw', path: '/' },
          fields: capacityFields(DISK_BYTES, load.diskPct, 'free'),
        },
      ];
    default:
      return [];
  }
}

function cpus(settings: Input): string[] {
  return [
    ...((settings.percpu ?? true) ? ['cpu0', 'cpu1'] : []),
    ...((settings.totalcpu ?? true) ? ['cpu-total'] : []),
  ];
}

function cpuFields(load: Load): Record<string, number> {
  return { usage_user: load.cpuPct * 0.7, usage_system: load.cpuPct * 0.3, usage_idle: 100 - load.cpuPct };
}

function capacityFields(total: number, usedPct: number, rest: 'available' | 'free'): Record<string, number> {
  const used = Math.round((total * usedPct) / 100);
  return { total, used, [rest]: total - used, used_percent: usedPct };
}

function passed(fields: Record<string, number>, input: Input): Record<string, number> {
  const wanted = input.fieldinclude ?? input.fieldpass;
  if (!wanted) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([field]) => wanted.includes(field)));
}

/** The bodies that one output posts for these metrics: one for the batch, or one each. Throws where the transformation yields nothing. */
export async function bodies(output: HttpOutput, metrics: Metric[]): Promise<string[]> {
  const units: unknown[] = output.use_batch_format ? [{ metrics }] : metrics;
  return Promise.all(units.map((unit) => body(output, unit)));
}

async function body(output: HttpOutput, unit: unknown): Promise<string> {
  if (output.json_transformation === undefined) return `${JSON.stringify(unit)}\n`;
  const result: unknown = await jsonata(output.json_transformation).evaluate(unit);
  if (result === undefined) throw new Error('json_transformation yields nothing for this batch');
  return `${JSON.stringify(result)}\n`;
}
