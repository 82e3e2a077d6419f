import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheEntry } from '../bootstrap/cache.mjs';
import { run } from '../bootstrap/run.mjs';
import { findTool } from '../engine/src/find-tool.ts';
import { ACTIONLINT } from '../engine/src/tools.ts';

const ZIZMOR = 'zizmor==1.32.0';

/** What zizmor may accept and what it must not. */
const POLICY = fileURLToPath(new URL('../.github/zizmor.yml', import.meta.url));

/** A linter's verdict on these files: '' where it finds nothing, else what it says. Throws where it can't be had. */
export type Linter = (files: readonly string[]) => Promise<string>;

/** Is a workflow well-formed: its keys, expressions, contexts, and the inputs of the actions that it knows. */
export const actionlint: Linter = async (files) => {
  const { path } = await findTool(ACTIONLINT, { say: () => {} });
  // Whether shellcheck and pyflakes are installed must not decide what is found.
  return await verdict(path, ['-no-color', '-oneline', '-shellcheck=', '-pyflakes=', ...files]);
};

/** Can a workflow be abused: injection, permissions, what is not pinned. It asks nobody outside. */
export const zizmor: Linter = async (files) => {
  const args = ['--offline', '--no-progress', '--quiet', '--color=never', '--config', POLICY, ...files];
  return await verdict(await zizmorPath(), args);
};

async function zizmorPath(): Promise<string> {
  const name = `linters/${ZIZMOR.replace('==', '-')}-${process.platform}-${process.arch}`;
  const remedy = `This needs ${ZIZMOR} of the Python package index, and python3 with venv (apt-get install python3-venv)`;
  const folder = await cacheEntry(name, async (draft) => {
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', ZIZMOR];
    try {
      await run('python3', ['-m', 'venv', draft]);
      // A program, not a script: it does not mind that the folder gets another name.
      await run(join(draft, 'bin', 'python3'), install);
    } catch (cause) {
      throw new Error(`${remedy}: ${(cause as Error).message}`, { cause });
    }
  });
  return join(folder, 'bin', 'zizmor');
}

/** Both linters end with another status than 0 when they find something, and say what. */
async function verdict(command: string, args: string[]): Promise<string> {
  return await run(command, args).then(
    () => '',
    (error: Error) => error.message,
  );
}
