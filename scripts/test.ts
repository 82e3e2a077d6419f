import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, plainProgress } from '../bootstrap/progress.mjs';
import { prepareEngine } from '../engine/src/engine.ts';
import { ensureSystemPackages } from './system-packages.ts';

/**
 * Everything that is tested, in two lanes: what needs no engine runs at once, while the engine is found or built
 * beside it. The last line is `N passed, N failed`; the status is 1 when anything failed.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const started = Date.now();
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
plainProgress();
const engine = prepareEngine().catch((error: unknown) => error as Error);

// Without them the tests that need them fail, each with its remedy; the others are worth running.
await ensureSystemPackages().catch((error: Error) => console.error(error.message));
await check('Format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']);
await check('Types', ['node_modules/typescript/bin/tsc', '--build']);
await jest('unit', process.env);
await jest('worker', process.env);
const prepared = await engine;
if (prepared instanceof Error) {
  console.error(`✗ The engine: ${prepared.message}`);
  tally.failed++;
} else {
  await jest('engine', { ...process.env, ...prepared.env });
  await jest('browser', { ...process.env, ...prepared.env });
}

console.log(`\nAll of it took ${duration(Date.now() - started)}.`);
if (tally.skipped > 0) console.log(`Skipped: ${tally.skipped} (each says why above)`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;

/** A check that passes or fails as a whole; what it prints is the reader's. */
async function check(label: string, args: string[]): Promise<void> {
  console.log(`\n── ${label}`);
  const status = await node(args, process.env);
  if (status === 0) tally.passed++;
  else tally.failed++;
  console.log(status === 0 ? `✓ ${label}` : `✗ ${label}`);
}

/** One of jest's projects. A test file that can't even be loaded counts as one failure. */
async function jest(project: string, env: NodeJS.ProcessEnv): Promise<void> {
  console.log(`\n── Tests: ${project}`);
  const folder = await mkdtemp(join(tmpdir(), 'prego-test-'));
  const report = join(folder, 'report.json');
  // A run waits for the engine and the clouds half of its time, so two at once fill two cores.
  const args = ['node_modules/jest/bin/jest.js', '--selectProjects', project, '--maxWorkers=2'];
  args.push('--json', `--outputFile=${report}`);
  const status = await node(args, {
    ...env,
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  });
  const counts = await readFile(report, 'utf8').then(parseReport, () => undefined);
  await rm(folder, { recursive: true });
  if (!counts) {
    console.error(`✗ jest ended with status ${status} and left no report`);
    tally.failed++;
    return;
  }
  tally.passed += counts.passed;
  tally.skipped += counts.skipped;
  // A status that the counts don't explain (a crash after the last test) must not pass for green.
  tally.failed += counts.failed === 0 && status !== 0 ? 1 : counts.failed;
}

function parseReport(text: string): Tally {
  const report = JSON.parse(text) as Record<string, number>;
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0),
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function node(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    // jest's --json would print the whole report on standard output as well; its reporter uses standard error.
    const quiet = args.includes('--json');
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
