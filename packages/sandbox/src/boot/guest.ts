import { createServer, type Server } from 'node:http';

/** What a guest answers about itself. */
export interface GuestAnswer {
  hostname: string;
  server_id: number;
  cloud_init: string;
}

/** Where the guest answers, or why it doesn't. */
export type GuestAddress = { url: string } | { reason: string };

export interface Guest {
  address: GuestAddress;
  close(): Promise<void>;
}

/** Tried when the port asked for is a privileged one and may not be bound. */
const UNPRIVILEGED_PORT = 8080;

/**
 * Answers HTTP at the server's own address with what `answer` says at that moment. Never throws: an address that
 * can't be bound, or that doesn't lie on loopback, is a reason.
 */
export async function openGuest(ip: string | null, port: number, answer: () => GuestAnswer): Promise<Guest> {
  if (ip === null) return closed('the server has no public IPv4 address');
  if (!/^127\.\d+\.\d+\.\d+$/.test(ip)) return closed(`${ip} is not a loopback address`);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(answer())}\n`);
  });
  const ports = port > 0 && port < 1024 ? [port, UNPRIVILEGED_PORT] : [port];
  let reason = '';
  for (const candidate of ports) {
    try {
      const bound = await listen(server, ip, candidate);
      return { address: { url: `http://${ip}:${bound}/` }, close: () => close(server) };
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  return closed(reason);
}

function closed(reason: string): Guest {
  return { address: { reason }, close: async () => {} };
}

function listen(server: Server, ip: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ip, () => {
      server.off('error', reject);
      resolve((server.address() as { port: number }).port);
    });
  });
}

/** A machine without power hangs up at once: open connections are cut. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
