/** A workflow that looks at the cloud, and how long its word holds. */
export interface Look {
  /** Its file in .github/workflows, as `gh workflow run` takes it. */
  readonly workflow: 'inventory.yml' | 'drift.yml';
  /** Older than this (ms) it should have looked again by now. */
  readonly holdsMs: number;
}

const HOUR_MS = 3_600_000;

/** It runs every half an hour, and GitHub may start what is scheduled late: three looks missed are no lateness any more. */
export const INVENTORY: Look = { workflow: 'inventory.yml', holdsMs: 1.5 * HOUR_MS };
/** It runs every night: a day, and as much as GitHub and a long look may take. */
export const DRIFT: Look = { workflow: 'drift.yml', holdsMs: 30 * HOUR_MS };

export type LookAge = 'never' | 'fresh' | 'old';

/** How much a look is worth. `seenAt`: when it began, null where nobody has looked; both in ms since 1970. */
export function lookAge(seenAt: number | null, now: number, { holdsMs }: Look): LookAge {
  if (seenAt === null) return 'never';
  return now - seenAt > holdsMs ? 'old' : 'fresh';
}

/** What has the workflow look now, for a shell in the repository that has it; of drift for one stack or for all. */
export const lookCommand = ({ workflow }: Look, stack?: string): string =>
  `gh workflow run ${workflow}${stack === undefined ? '' : ` -f stacks=${shellWord(stack)}`}`;

/** The address may name anything as a stack, and whoever copies the command runs it. */
const shellWord = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
