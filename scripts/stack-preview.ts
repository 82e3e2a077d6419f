import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepareEngine } from '../engine/src/engine.ts';

/** `pnpm stack:preview`: the stacks' own command, with the engine that this checkout uses. */
const command = fileURLToPath(new URL('../packages/stacks/src/preview-command.ts', import.meta.url));
const { env } = await prepareEngine();
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...process.argv.slice(2)], {
  env: { ...process.env, ...env },
  stdio: 'inherit',
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
