import { fileURLToPath } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';
import { createTestHarness } from 'wrangler';
import { buildConsole } from '../../operator/scripts/build.ts';

// Else each start asks Cloudflare what `request.cf` would be from here.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';
// Else it leaves a file of debugging in the home folder.
process.env.WRANGLER_WRITE_LOGS = 'false';

/**
 * Runs the control plane on workerd for one test file: wrangler's harness lives outside of jest's module sandbox, and
 * the tests make one by `createWorkerHarness(vars)` (src/testing/control-plane.ts does it for them).
 */
export default class WorkerEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.createWorkerHarness = async (vars) => {
      await buildConsole();
      this.harness = createTestHarness({
        root: fileURLToPath(new URL('..', import.meta.url)),
        workers: [{ configPath: './wrangler.jsonc', secrets: {}, vars }],
      });
      await this.harness.listen();
      await this.harness.getWorker().applyD1Migrations('DB');
      return this.harness;
    };
  }

  async teardown() {
    await this.harness?.close();
    await super.teardown();
  }
}
