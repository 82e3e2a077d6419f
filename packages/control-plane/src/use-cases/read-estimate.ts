import { type LaunchEstimate, Region } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { pastRuns } from '../store/read-story.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { estimateOf, type PastRun } from '../story/estimate.ts';

/** An isolate that serves more attempts than this at a time begins anew. */
const KEPT = 1_000;

/**
 * What this isolate has told of each attempt: what was over when an attempt began does not change while it goes on, and
 * its page asks every 3 seconds. An environment has one database and one configuration, which stands for it here.
 */
const told = new WeakMap<Deps['config'], Map<string, LaunchEstimate | null>>();

/** How long the attempt of `job` that was begun then will take, by what has gone before it; null where that is too little. */
export async function readEstimate(
  { config, db }: Pick<Deps, 'config' | 'db'>,
  job: Pick<ProvisionJobsRow, 'infra_mode' | 'dedicated' | 'region'>,
  begunAt: number,
): Promise<LaunchEstimate | null> {
  const { infra_mode, dedicated, region } = job;
  const kept = told.get(config) ?? new Map<string, LaunchEstimate | null>();
  told.set(config, kept);
  // All that it rests on: a job that is decided again can need another kind of server.
  const key = [infra_mode, dedicated, region, begunAt].join(' ');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const queries = Region.options.map((one) => pastRuns(db, job, one, begunAt));
  const runs = (await commit(db, queries)).flat() as PastRun[];
  const estimate = estimateOf(runs, region, begunAt);
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, estimate);
  return estimate;
}
