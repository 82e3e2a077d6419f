/** When a node is full. The names are those of the wire. */
export interface Thresholds {
  /** A node at this much of its memory takes no more tenants, in percent. */
  readonly memory_pct_max: number;
  /** The same for its processors. */
  readonly cpu_pct_max: number;
  /** The same for its disk. */
  readonly disk_pct_max: number;
  /** A node has at most so many seats, whatever its own capacity is. */
  readonly max_tenants_per_node: number;
  /** Metrics older than this are stale, in seconds. */
  readonly metrics_max_age_s: number;
}

interface Rule {
  readonly default: number;
  readonly takes: string;
  readonly accepts: (value: number) => boolean;
}

const percent = {
  takes: 'a number above 0 and up to 100',
  accepts: (value: number) => value > 0 && value <= 100,
};
const wholeUpTo = (max: number) => ({
  takes: `a whole number from 1 to ${max}`,
  accepts: (value: number) => Number.isInteger(value) && value >= 1 && value <= max,
});

const RULES = {
  // Memory is what kills: past 100 the kernel ends a tenant's process. Of the 8 GB that a shared node has, a fifth is
  // 1.6 GB: one import that runs wild, and the page cache that keeps the databases quick.
  PLACEMENT_MEMORY_PCT_MAX: { default: 80, ...percent },
  // A shared node has four cores. By Erlang's formula a request waits 0.75 of its own time at 80 percent, 1.15 at 85
  // and twice its own time at 90.
  PLACEMENT_CPU_PCT_MAX: { default: 80, ...percent },
  // A disk only fills up, and one that is full stops every database on it. Rewriting a table or a dump before an
  // upgrade needs its size once more, and a larger disk means that the server is turned off.
  PLACEMENT_DISK_PCT_MAX: { default: 80, ...percent },
  // 8 GB × 80 % less 1 GB of the system's own is 5.4 GB: twenty workspaces of 270 MB. It is also how many customers one
  // broken server may take down.
  PLACEMENT_MAX_TENANTS_PER_NODE: { default: 20, ...wholeUpTo(10_000) },
  // Nodes push every minute: four pushes may be lost before a node counts as silent.
  PLACEMENT_METRICS_MAX_AGE_S: { default: 300, ...wholeUpTo(86_400) },
} as const satisfies Record<string, Rule>;

/** The variables of the environment that set a threshold. */
export type ThresholdVariable = keyof typeof RULES;

/** A variable holds something that is no threshold. The message names the variable and what it takes. */
export class ThresholdError extends Error {
  readonly code = 'invalid_threshold';
  readonly variable: ThresholdVariable;

  constructor(variable: ThresholdVariable, value: string) {
    super(`${variable} takes ${RULES[variable].takes}, not "${value}". Correct it, or leave it out for the default.`);
    this.name = 'ThresholdError';
    this.variable = variable;
  }
}

/** What holds where no variable is set. */
export const DEFAULT_THRESHOLDS: Thresholds = thresholdsFrom({});

/** The thresholds that `env` sets, and the defaults of the others. An empty one is not set. Throws a `ThresholdError`. */
export function thresholdsFrom(env: Readonly<Partial<Record<ThresholdVariable, unknown>>>): Thresholds {
  return {
    memory_pct_max: thresholdOf('PLACEMENT_MEMORY_PCT_MAX', env),
    cpu_pct_max: thresholdOf('PLACEMENT_CPU_PCT_MAX', env),
    disk_pct_max: thresholdOf('PLACEMENT_DISK_PCT_MAX', env),
    max_tenants_per_node: thresholdOf('PLACEMENT_MAX_TENANTS_PER_NODE', env),
    metrics_max_age_s: thresholdOf('PLACEMENT_METRICS_MAX_AGE_S', env),
  };
}

function thresholdOf(variable: ThresholdVariable, env: Readonly<Partial<Record<ThresholdVariable, unknown>>>): number {
  const rule: Rule = RULES[variable];
  // A Worker's variable that is written as a number in its configuration arrives as one.
  const text = String(env[variable] ?? '');
  if (text === '') return rule.default;
  // Digits only: Number() would also take '  ', '0x50' and '8e1'.
  const value = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!rule.accepts(value)) throw new ThresholdError(variable, text);
  return value;
}
