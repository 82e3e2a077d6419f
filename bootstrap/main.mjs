// The way in of `npm start`, `npm test` and the other root scripts: makes sure that the tools and packages are
// there, then hands over to the command's own TypeScript under Node 24. Needs Node ≥ 18 and npm, nothing else.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { become } from './run.mjs';
import { setUp } from './setup.mjs';

const COMMANDS = {
  start: 'packages/sandbox/src/demo/start.ts',
  sandbox: 'packages/sandbox/src/main.ts',
  test: 'scripts/test.ts',
  engine: 'engine/src/main.ts',
  screenshots: 'scripts/screenshots.ts',
  'stack:preview': 'scripts/stack-preview.ts',
  'library:build': 'packages/library/src/commands/build.ts',
  'library:check': 'packages/library/src/commands/check.ts',
  'library:new': 'packages/library/src/commands/new.ts',
  'bundle:action': 'packages/action/scripts/bundle.ts',
  'bench:action': 'bench/action/src/main.ts',
  'bench:control-plane': 'bench/control-plane/src/main.ts',
  'bench:e2e': 'bench/e2e/src/main.ts',
  'bench:operator': 'bench/operator/src/main.ts',
  'bench:placement': 'bench/placement/src/main.ts',
  'bench:stacks': 'bench/stacks/src/main.ts',
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

/** @param {string[]} argv @returns {Promise<number>} the exit status */
async function main([command, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new Error(`Node ${process.versions.node} is too old. Install Node 18 or newer; the rest is set up for you.`);
  }
  if (!command || !(command in COMMANDS)) {
    throw new Error(`Usage: node bootstrap/main.mjs ${Object.keys(COMMANDS).join(' | ')}`);
  }
  const { node, env } = await setUp(root);
  const script = join(root, COMMANDS[/** @type {keyof typeof COMMANDS} */ (command)]);
  return await become(node, ['--disable-warning=ExperimentalWarning', script, ...args], env);
}
