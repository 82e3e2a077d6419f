import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs wrangler with the given arguments, and ends it when standard input closes: whoever started us has hung up, or is
 * dead, and then nobody else is there to end it. We lead a process group of our own, in which all that it starts is.
 */
const WRANGLER = fileURLToPath(import.meta.resolve('wrangler/package.json')).replace(
  /package\.json$/,
  'bin/wrangler.js',
);

/** It ends within a second; on a busy machine it takes longer. */
const END_WITHIN_MS = 10_000;

const wrangler = spawn(process.execPath, [WRANGLER, ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
let hungUp = false;
wrangler.once('exit', (code) => {
  if (code === 0 && !hungUp) process.exit(0);
  // One that fails or is killed may leave its workerd behind.
  killGroup();
});
process.stdin.resume().once('end', () => {
  hungUp = true;
  wrangler.kill('SIGINT');
  setTimeout(killGroup, END_WITHIN_MS);
});

/** Ourselves too. */
function killGroup(): void {
  process.kill(-process.pid, 'SIGKILL');
}
