import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const GENERATE = fileURLToPath(new URL('./generate-api.ts', import.meta.url));

// Apart, since what writes the types loads TypeScript's compiler, which is no ES module.
test("the console's types are those of the control plane's document", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [GENERATE, '--check'], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(stdout.trim()).toBe('src/api/schema.d.ts is as it was');
});
