import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole } from '@prego/operator/build';
import { withLock } from '../../../bootstrap/cache.mjs';
import { step } from '../../../bootstrap/progress.mjs';
import { aborted, unlessStopped } from './command.ts';
import { livingConnection, removeConnection, writeConnection } from './connection.ts';
import { freePort } from './control-plane/port.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** Where this checkout keeps what a sandbox leaves behind; not in git. */
const FOLDER = fileURLToPath(new URL('../../../.prego', import.meta.url));
const CONNECTION = join(FOLDER, 'sandbox.json');

/** One that is not started again, only closed. */
export type Session = Omit<World, 'restart' | 'restartControlPlane'>;

export interface SessionOptions extends Pick<WorldOptions, 'engine' | 'runner' | 'pushEvery'> {
  /** Forget the clouds and stacks of the sandboxes before. */
  fresh: boolean;
  /** Ends the start before it is done. */
  stop: AbortSignal;
}

/**
 * The one sandbox of this checkout, with `.prego/sandbox.json` written.
 * @throws {Error} when one is running already, when it can't be started, and when it is stopped before it is
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  // Of two that start at once the second waits, and then sees the first.
  return await withLock(
    join(FOLDER, 'sandbox.lock'),
    () => {},
    async () => {
      // The control plane would build it too; here it has a line of its own.
      await unlessStopped(buildConsole(), options.stop);
      return await step('Starting the clouds and the control plane', () => open(options));
    },
  );
}

/** Resolves at the stop. Throws when the control plane ends before it. */
export async function untilStopped({ lost }: Session, stop: AbortSignal): Promise<void> {
  const error = await Promise.race([aborted(stop), lost]);
  if (error) throw error;
}

async function open(options: SessionOptions): Promise<Session> {
  const running = await livingConnection(CONNECTION);
  if (running) {
    throw new Error(
      `A sandbox of this checkout is running already (process ${running.pid}, ${running.control_url}).\n` +
        `Use it as .prego/sandbox.json says, or stop it first: kill -INT ${running.pid}`,
    );
  }
  // Whose are all the keys and tokens below it, in files of programs that know nothing of that.
  await chmod(FOLDER, 0o700);
  const dirs = ['sandbox', 'state', 'control-plane'].map((name) => join(FOLDER, name));
  if (options.fresh) await Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true })));
  const { fresh: _, ...rest } = options;
  const world = await openWorld({ ...rest, dir: FOLDER, port: await portFromEnvironment() });
  await writeConnection(CONNECTION, world.connection);
  const { connection, lost, repository, ended, stepProcesses } = world;
  return {
    ...{ connection, lost, repository, ended, stepProcesses },
    close: async () => {
      await removeConnection(CONNECTION, process.pid);
      await world.close();
    },
  };
}

/** A port of the user's choice makes addresses that stay the same from run to run; the control plane has the next one. */
async function portFromEnvironment(): Promise<number> {
  const given = process.env.PREGO_PORT_BASE;
  if (given === undefined || given === '') return 0;
  const base = Number(given);
  if (!Number.isInteger(base) || base < 1 || base > 65_000) {
    throw new Error(`PREGO_PORT_BASE is "${given}". Give a port from 1 to 65000, or leave it out for a free one.`);
  }
  for (const port of [base, base + 1]) {
    await freePort(port).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program has it' : error.message;
      throw new Error(
        `PREGO_PORT_BASE is ${base}: ports ${base} and ${base + 1} are needed, and ${port} is not to be had (${why}).\n` +
          'Give another one, or leave it out for free ones.',
      );
    });
  }
  return base;
}
