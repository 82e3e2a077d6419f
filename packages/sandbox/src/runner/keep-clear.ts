import { endLeftovers } from './processes.ts';

/**
 * Ends what jobs below the given folder have left running once standard input closes: whoever started us is dead, and nobody
 * else is there to do it. The engine's processes among them lead groups of their own and end with nobody.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('A folder is needed.');
await new Promise((resolve) => process.stdin.resume().once('end', resolve));
await endLeftovers(folder);
