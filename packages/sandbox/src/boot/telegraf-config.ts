import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { configPaths, type TelegrafFiles } from './telegraf-files.ts';

const Interval = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = durationMs(value);
  if (ms !== undefined) return ms;
  context.addIssue(`'${value}' is no duration`);
  return z.NEVER;
});

const Input = z.looseObject({
  fieldpass: z.array(z.string()).optional(),
  fieldinclude: z.array(z.string()).optional(),
  percpu: z.boolean().optional(),
  totalcpu: z.boolean().optional(),
});

const HttpOutput = z.looseObject({
  url: z.string(),
  method: z.string().default('POST'),
  timeout: Interval.optional(),
  headers: z.record(z.string(), z.string()).default({}),
  data_format: z.string().default('influx'),
  use_batch_format: z.boolean().default(true),
  json_transformation: z.string().optional(),
});

const File = z.looseObject({
  agent: z
    .looseObject({
      interval: Interval.optional(),
      round_interval: z.boolean().optional(),
      collection_jitter: Interval.optional(),
      flush_interval: Interval.optional(),
      flush_jitter: Interval.optional(),
      hostname: z.string().optional(),
      omit_hostname: z.boolean().optional(),
    })
    .default({}),
  global_tags: z.record(z.string(), z.string()).default({}),
  inputs: z.record(z.string(), z.array(Input)).default({}),
  outputs: z.looseObject({ http: z.array(HttpOutput).default([]) }).default({ http: [] }),
});

export type HttpOutput = z.infer<typeof HttpOutput>;
export type Input = z.infer<typeof Input>;

/** What the simulated agent needs of a Telegraf configuration. Times are milliseconds. */
export interface TelegrafConfig {
  intervalMs: number;
  roundInterval: boolean;
  collectionJitterMs: number;
  flushIntervalMs: number;
  flushJitterMs: number;
  /** The `host` tag; undefined where the configuration leaves it to the machine, null where it wants none. */
  hostname: string | null | undefined;
  globalTags: Record<string, string>;
  inputs: Record<string, Input[]>;
  outputs: HttpOutput[];
}

/** Telegraf's own default for both intervals. */
const DEFAULT_INTERVAL_MS = 10_000;

/** Reads the configuration as Telegraf does: all files in order, later agent settings win. Throws on what it would refuse. */
export function readTelegrafConfig(files: TelegrafFiles, overlay: string[] = []): TelegrafConfig {
  const texts = [...configPaths(files).map((path) => readFileSync(path, 'utf8')), ...overlay];
  const parsed = texts.map((text) => File.parse(parse(substitute(text, files.environment))));
  const agent = Object.assign({}, ...parsed.map((file) => file.agent)) as z.infer<typeof File>['agent'];
  const inputs: Record<string, Input[]> = {};
  for (const [name, list] of parsed.flatMap((file) => Object.entries(file.inputs))) {
    inputs[name] = [...(inputs[name] ?? []), ...list];
  }
  const outputs = parsed.flatMap((file) => file.outputs.http);
  if (outputs.length === 0) throw new Error('no [[outputs.http]] in the configuration');
  const foreign = outputs.find((output) => output.data_format !== 'json');
  if (foreign) throw new Error(`the simulated agent writes data_format json only, not ${foreign.data_format}`);
  return {
    intervalMs: agent.interval ?? DEFAULT_INTERVAL_MS,
    roundInterval: agent.round_interval ?? true,
    collectionJitterMs: agent.collection_jitter ?? 0,
    flushIntervalMs: agent.flush_interval ?? DEFAULT_INTERVAL_MS,
    flushJitterMs: agent.flush_jitter ?? 0,
    hostname: agent.omit_hostname ? null : agent.hostname || undefined,
    globalTags: Object.assign({}, ...parsed.map((file) => file.global_tags)) as Record<string, string>,
    inputs,
    outputs,
  };
}

const PLACEHOLDER = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}]*))?\})/g;

/**
 * `$name`, `${name}`, `${name:-default}` and `$$` anywhere in the file, as Telegraf 1.37 replaces them by default;
 * a variable that isn't set stays as it is written.
 */
function substitute(text: string, environment: Record<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, twice, bare, braced, fallback) =>
    twice ? '$' : (environment[bare ?? braced] ?? fallback ?? whole),
  );
}

const UNIT_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A Go duration with days (`1h30m`, `10s`), or a number of seconds; undefined for anything else. */
export function durationMs(value: string | number): number | undefined {
  if (typeof value === 'number') return value * 1000;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d))+$/.test(value)) return undefined;
  return [...value.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (UNIT_MS[unit as string] as number),
    0,
  );
}
