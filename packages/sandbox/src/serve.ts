import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { aborted, runCommand } from './command.ts';
import { connectionTo } from './connection.ts';
import { startSandbox } from './sandbox.ts';

/**
 * A sandbox for a test: on a folder of its own, with one line of JSON (a Connection) on standard output when it is
 * ready. `--data-dir` keeps the folder, so that a sandbox that was killed can be started again on what it left.
 */
await runCommand(async (stop) => {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      agents: { type: 'string', default: 'none' },
      'push-every': { type: 'string', default: '1s' },
      'action-time-factor': { type: 'string', default: '1' },
      /** Workflows run by PREGO_ACT. */
      runner: { type: 'boolean', default: false },
    },
  });
  const AGENTS = ['telegraf', 'simulated', 'none'] as const;
  const agents = AGENTS.find((kind) => kind === values.agents);
  if (!agents) throw new Error(`--agents is one of ${AGENTS.join(', ')}, not "${values.agents}".`);

  const actionTimeFactor = Number(values['action-time-factor']);
  if (!(actionTimeFactor >= 0)) {
    throw new Error(`--action-time-factor is a number from 0, not "${values['action-time-factor']}".`);
  }

  const dataDir = values['data-dir'] ?? (await mkdtemp(join(tmpdir(), 'prego-sandbox-')));
  const sandbox = await startSandbox({
    dataDir,
    agents,
    telegraf: () => process.env.PREGO_TELEGRAF,
    pushEvery: values['push-every'],
    actionTimeFactor,
    ...(values.runner && { runner: { act: () => process.env.PREGO_ACT, engine: () => undefined } }),
  });
  console.log(
    JSON.stringify(
      connectionTo(sandbox, {
        state_url: pathToFileURL(join(dataDir, 'state')).href,
        state_passphrase: 'only for tests',
        pid: process.pid,
      }),
    ),
  );
  await aborted(stop);
  await sandbox.close();
  if (!values['data-dir']) await rm(dataDir, { recursive: true });
  return 0;
});
