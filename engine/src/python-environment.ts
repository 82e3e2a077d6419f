import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheEntry } from '../../bootstrap/cache.mjs';
import { runSystemTool } from './system-tool.ts';

/** The `python3` of an environment that has these packages (`name==version`), from the cache or made by pip. */
export async function pythonWith(name: string, packages: readonly string[]): Promise<string> {
  const key = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12);
  const dir = await cacheEntry(`python-${name}-${key}`, async (draft) => {
    const python = 'python3 with venv (apt-get install python3-venv)';
    await runSystemTool('python3', ['-m', 'venv', '--copies', draft], python);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await runSystemTool(join(draft, 'bin', 'python3'), pip, 'PyPI');
  });
  return join(dir, 'bin', 'python3');
}
