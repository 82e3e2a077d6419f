import { ulid } from '@prego/contracts';
import { consoleLogger } from './adapters/console-logger.ts';
import { githubRunner } from './adapters/github-runner.ts';
import { cloudflareQueue } from './adapters/queue.ts';
import { r2Files } from './adapters/r2-files.ts';
import { type Config, configOf } from './config.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { describeError } from './http/describe-error.ts';
import type { Logger } from './ports/logger.ts';
import type { WorkflowRunner } from './ports/workflow-runner.ts';
import { clockOffset } from './store/clock.ts';
import { dbOf } from './store/db.ts';
import { queueMessageOf } from './store/job-inputs.ts';

/** An isolate keeps its environment, so its settings are checked once. */
const configs = new WeakMap<Env, Config>();

/** The edges of one request, message or sweep. Throws `ConfigError` where a setting can't be. */
export async function depsOf(
  env: Env,
  defer: (work: Promise<unknown>) => void,
  log: Logger = consoleLogger(),
): Promise<Deps> {
  const config = configs.get(env) ?? configOf(env);
  configs.set(env, config);
  const db = dbOf(env.DB);
  const now = Date.now() + (config.development ? await clockOffset(db) : 0);
  let workflows: WorkflowRunner | undefined;
  return {
    config,
    db,
    now,
    newId: (prefix) => prefix + ulid(now, crypto.getRandomValues(new Uint8Array(10))),
    newSecret: () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
    waitUpTo: (ms) => new Promise((resume) => setTimeout(resume, Math.random() * ms)),
    queue: cloudflareQueue(env.DISPATCH_QUEUE, (jobId, attempt) => queueMessageOf(db, jobId, attempt)),
    get workflows() {
      workflows ??= githubRunner(config);
      return workflows;
    },
    files: r2Files(env.BUCKET),
    log,
    defer: (work) => defer(work.catch((error: unknown) => log.error('deferred work failed', describeError(error)))),
  };
}
