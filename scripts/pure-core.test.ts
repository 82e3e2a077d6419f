import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_REGION, NodeStatus, Region } from '../packages/contracts/src/enums.ts';
import { resolveRegion } from '../packages/placement-core/src/resolve-region.ts';
import { Snapshot } from '../packages/placement-core/src/snapshot.ts';

/** A decision must come to the same whenever and wherever it is taken again: these give something else each time. */
const IMPURE =
  /\bDate\b|\bMath\.random\b|\bperformance\b|\bcrypto\b|\bprocess\b|\bglobalThis\b|\bfetch\b|\bsetTimeout\b|\bsetInterval\b|\bconsole\b|\bawait\b|['"]node:/g;

const SRC = fileURLToPath(new URL('../packages/placement-core/src', import.meta.url));

describe('the placement core', () => {
  test('has no clock, no randomness and no way out', async () => {
    const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const found = await Promise.all(
      files.map(async (file) => impureIn(await readFile(join(SRC, file), 'utf8')).map((what) => `${file}: ${what}`)),
    );
    expect(files).toContain('decide-placement.ts');
    expect(found.flat()).toEqual([]);
  });

  test.each(['Date.now()', 'new Date()', 'Date ()', 'Math.random()', "import { hash } from 'node:crypto'"])(
    'would be found out with %s',
    (code) => {
      expect(impureIn(`const a = 1;\n${code};`)).not.toEqual([]);
    },
  );

  test('may say in a comment what it does not do', () => {
    expect(impureIn('/** Not\n * Date.now. */ const a = 1; // nor Math.random\n')).toEqual([]);
  });

  // It imports only the types of the contracts, so that it has its own lists of what they list.
  test('knows the regions of the contracts and their default, and every status of a node', () => {
    expect(resolveRegion()).toBe(DEFAULT_REGION);
    for (const region of Region.options) expect(resolveRegion(region)).toBe(region);
    const snapshot = new Snapshot('sg');
    for (const status of NodeStatus.options) {
      const metrics = { memory_pct: 1, cpu_pct: 1, disk_pct: 1, metrics_at: 0, closed: false };
      const seats = { tenants: 0, reservations: 0, capacity: 1 };
      snapshot.upsert({ node_id: status, region: 'sg', role: 'shared', status, ...metrics, ...seats });
      expect(snapshot.get(status)?.status).toBe(status);
    }
  });
});

const impureIn = (text: string): string[] => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').match(IMPURE) ?? [];
