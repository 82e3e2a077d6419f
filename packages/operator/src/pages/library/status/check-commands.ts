import type { LibraryResource, TemplateServer } from '@prego/contracts';
import { serverNames } from '@prego/contracts/library-rules';

type Made = Pick<LibraryResource, 'kind' | 'name' | 'ipv4' | 'private_ip'>;
type Opened = Pick<TemplateServer, 'key' | 'ports'>;

const SSH = 22;

/**
 * For a shell with the chosen SSH key: each waits for the end of a server's installation, and says how that went. A server
 * whose template lets SSH come from another of its servers alone is reached by way of that; what can't be reached so has none.
 */
export function checkCommands(resources: readonly Made[], servers: readonly Opened[], prefix: string): string[] {
  const names = serverNames(servers, prefix);
  const made = (key: string) => resources.find(({ kind, name }) => kind === 'server' && name === names[key]);
  return servers.flatMap((server) => {
    const way = wayTo(server, servers, made);
    return way === undefined ? [] : [`ssh ${way} cloud-init status --wait --long`];
  });
}

function wayTo(
  server: Opened,
  servers: readonly Opened[],
  made: (key: string) => Made | undefined,
): string | undefined {
  const own = made(server.key);
  if (own === undefined) return undefined;
  if (isOpen(server)) return own.ipv4 ? `root@${own.ipv4}` : undefined;
  const sources = sourcesOf(server);
  // Each of its servers stands in the network.
  const by = servers.find(
    ({ key, ports }) => isOpen({ ports }) && (sources.includes('network') || sources.includes(key)),
  );
  const over = by && made(by.key);
  return over?.ipv4 && own.private_ip ? `-J root@${over.ipv4} root@${own.private_ip}` : undefined;
}

/** From where SSH may come; nothing is said where it may from everywhere. */
const sourcesOf = ({ ports }: Pick<Opened, 'ports'>): string[] =>
  ports.filter(({ protocol, port }) => protocol === 'tcp' && port === SSH).map(({ from }) => from);

function isOpen(server: Pick<Opened, 'ports'>): boolean {
  const sources = sourcesOf(server);
  return sources.length === 0 || sources.includes('anywhere');
}
