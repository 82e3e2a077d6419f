import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cached, runTool } from './test-cache.ts';

/** The `python3` of an environment that has these packages (`name==version`), from the cache or made by pip. */
export async function pythonWith(name: string, packages: readonly string[]): Promise<string> {
  const key = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12);
  const dir = await cached(`python-${name}-${key}`, async (draft) => {
    await runTool('python3', ['-m', 'venv', '--copies', draft], 'python3 with venv (apt-get install python3-venv)');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await runTool(join(draft, 'bin', 'python3'), pip, 'PyPI');
  });
  return join(dir, 'bin', 'python3');
}
