import { basename } from 'node:path';
import { passOn } from './pass-on.ts';

// In a node's network: what comes to a socket that is named after a port is passed on to that port of the address. Ends with
// its standard input.
const [host = '', ...sockets] = process.argv.slice(2);
await Promise.all(sockets.map((path) => passOn({ path }, { host, port: Number(basename(path)) })));
console.log('open');
process.stdin.resume().once('end', () => process.exit());
