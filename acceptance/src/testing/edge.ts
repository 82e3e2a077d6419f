import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request as requestOverTls, type Server } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** Makes a certificate for every name of the zone, that vouches for itself, in this folder. */
export async function zoneCertificate(folder: string, zone: string): Promise<{ key: string; cert: string }> {
  const [key, cert] = [join(folder, 'edge.key'), join(folder, 'edge.crt')];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', `/CN=${zone}`, '-addext', `subjectAltName=DNS:*.${zone}`];
  await exec('openssl', [...kind, ...name, '-keyout', key, '-out', cert]);
  return { key, cert };
}

/**
 * Cloudflare's edge before a node, with the zone's mode "Full": it shows a certificate for the name that was asked for, and asks
 * the node by TLS without a look at the node's own. `origin`: the socket behind which the node's port 443 is.
 */
export async function openEdge(
  address: string,
  { key, cert, origin }: { key: string; cert: string; origin: string },
): Promise<Server> {
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (asked, answer) => {
    const { method, url: path, headers } = asked;
    const options = { socketPath: origin, method, path, headers, agent: false as const };
    const servername = headers.host ?? '';
    const passed = requestOverTls({ ...options, servername, rejectUnauthorized: false }, (received) => {
      answer.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(answer);
    });
    // As Cloudflare says that the host is down.
    passed.once('error', () => answer.headersSent || answer.writeHead(521).end());
    asked.pipe(passed);
  });
  server.listen(443, address);
  await once(server, 'listening');
  return server;
}
