import type { Env } from '@prego/control-plane/env';
import worker from '@prego/control-plane/worker';

/**
 * The control plane without what R2 costs: locally its emulator works on the Worker's own thread, elsewhere it is another
 * machine that nobody waits for.
 */
let without: Env | undefined;

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    without ??= { ...env, BUCKET: { put: async () => null } as unknown as R2Bucket };
    return await worker.fetch(request as never, without, context);
  },
};
