import { actionProcesses, processesOf } from './action-processes.ts';
import type { Client } from './client.ts';
import { until } from './poll.ts';
import type { World } from './world.ts';

interface Stage {
  readonly client: Client;
  readonly world: World;
}

/** Kills the action that works on the job now, as a machine does that has no memory left. Its post step still runs. */
export async function killAction({ client, world }: Stage, jobId: string): Promise<void> {
  const { id } = await until('the run', () => client.runOf(jobId));
  kill(`the action of ${jobId}`, actionProcesses(world.dir, id));
}

/** Kills the runner of the one job that is being done, and the action with it: no later step of the job runs. */
export function killRunner({ world }: Stage): void {
  kill('a runner', processesOf(world.dir, /\/act$/));
}

function kill(what: string, pids: readonly number[]): void {
  if (pids.length === 0) throw new Error(`There is no process of ${what}: nothing can be killed.`);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}
