import { controlPlane } from './app.ts';
import { consumeQueue } from './consume-queue.ts';
import { depsOf } from './deps-of.ts';
import type { Env } from './env.ts';
import { sweep } from './sweep/sweep.ts';

const app = controlPlane();

export default {
  fetch: app.fetch,
  async queue(batch, env, context) {
    await consumeQueue(batch, () => depsOf(env, (work) => context.waitUntil(work)));
  },
  async scheduled(_controller, env, context) {
    await sweep(await depsOf(env, (work) => context.waitUntil(work)));
  },
} satisfies ExportedHandler<Env>;
