import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url).href);

/** Apart, since workerd's harness does not run inside jest's modules. */
async function bench(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, ...args],
    {
      env: { ...process.env, NODE_OPTIONS: '', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
    },
  );
  return stdout;
}

test('the benchmark runs, and an enqueue that knows its region reads no more rows than nodes that have changed', async () => {
  const report = await bench('--nodes', '300', '--tenants', '50', '--rounds', '1', '--requests', '10');
  const rows = Object.fromEntries(
    [...report.matchAll(/^\| ([^|]+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)].map(([, call, read]) => [call, Number(read)]),
  );
  expect(rows['compute, the first of an isolate']).toBeGreaterThanOrEqual(600);
  expect(rows.compute).toBeLessThan(10);
  expect(rows.enqueue).toBeLessThan(60);
  expect(report.match(/^\| enqueue \| [\d.]+ \| [\d.]+ /gm)).toHaveLength(3);
});

test('a size that is none is refused before anything starts', async () => {
  await expect(bench('--nodes', 'many')).rejects.toThrow('--nodes takes whole numbers from 1, not "many".');
});
