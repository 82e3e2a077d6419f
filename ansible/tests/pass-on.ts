import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Server } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Listens at `from` and passes each connection on to `to`, both ways, until either end is done with it. */
export async function passOn(
  from: { host: string; port: number } | { path: string },
  to: NetConnectOpts,
): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...to, allowHalfOpen: true });
    // A connection that breaks ends at its other end too: pipeline destroys both.
    Promise.all([pipeline(near, far), pipeline(far, near)]).catch(() => {});
  });
  server.listen(from);
  await once(server, 'listening');
  return server;
}
