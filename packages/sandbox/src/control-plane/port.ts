import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * The port to listen on: `wanted`, or without a wish (0) the one that the file remembers, for the nodes that call home by
 * it, or a free one. The file remembers it the next time. Throws where `wanted` is taken.
 */
export async function choosePort(wanted: number, file: string): Promise<number> {
  const before = Number(await readFile(file, 'utf8').catch(() => ''));
  const port = wanted ? await freePort(wanted) : await freePort(before).catch(() => freePort(0));
  await writeFile(file, String(port));
  return port;
}

/** `port` if it is free on loopback, any free one for 0. Throws when it is taken. */
export async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
}
