import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Io } from '../runner/io.ts';

/** The pull request that a run is for, and where its GitHub is. */
export interface PullRequest {
  /** GitHub's own, or that of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

const Event = z.object({ pull_request: z.object({ number: z.int().min(1) }) });

/**
 * What the runner says of its pull request; undefined where the run is for something else. The number is in the event's file
 * only (docs.github.com, "Variables": GITHUB_EVENT_PATH).
 */
export async function pullRequestOf({ env }: Pick<Io, 'env'>): Promise<PullRequest | undefined> {
  const { GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: repository = '' } = env;
  const [owner, repo] = repository.split('/');
  if (!path || !owner || !repo) return undefined;
  const event = Event.safeParse(jsonOr(await readFile(path, 'utf8').catch(() => '')));
  if (!event.success) return undefined;
  const apiUrl = env.GITHUB_API_URL || 'https://api.github.com';
  return { apiUrl, owner, repo, number: event.data.pull_request.number };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
