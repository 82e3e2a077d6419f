import { parseArgs } from 'node:util';
import { prepareEngine } from '@prego/engine';
import { aborted, runCommand } from './command.ts';
import { openWorld } from './world.ts';

/**
 * A world for a test, in `--data-dir`, with one line of JSON (a FullConnection) on standard output when it is ready. At SIGUSR2
 * its control plane is started again, and the line is written once more. It has to be killed or stopped from outside.
 */
await runCommand(async (stop) => {
  const { values } = parseArgs({
    options: { 'data-dir': { type: 'string' }, 'push-every': { type: 'string', default: '1s' } },
  });
  const dir = values['data-dir'];
  if (dir === undefined) throw new Error('--data-dir is needed: the folder in which the world is, or was.');
  const engine = await prepareEngine();
  const world = await openWorld({
    ...{ dir, stop, runner: 'on', pushEvery: values['push-every'] },
    engine: () => engine,
  });
  const tell = () => console.log(JSON.stringify(world.connection));
  process.on('SIGUSR2', () => {
    world.restartControlPlane().then(tell, (error: unknown) => console.error(error));
  });
  tell();
  await aborted(stop);
  await world.close();
  return 0;
});
