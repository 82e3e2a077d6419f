import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify as toToml } from 'smol-toml';
import { stringify as toYaml } from 'yaml';
import { openCore } from '../core/core.ts';
import type { ServerDocument } from '../hetzner/documents.ts';
import { type Hetzner, openHetzner } from '../hetzner/hetzner.ts';
import { Machines, type MachinesOptions } from './machines.ts';

/** One request that reached the listener. */
export interface Push {
  method: string | undefined;
  path: string | undefined;
  authorization: string | undefined;
  contentType: string | undefined;
  body: Record<string, unknown>;
}

/** A control plane that only listens. `refuse` answers 503 so many times first. */
export async function openListener(refuse = 0) {
  const pushes: Push[] = [];
  let refusals = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { authorization, 'content-type': contentType } = request.headers;
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      if (refusals < refuse) refusals++;
      else pushes.push({ method: request.method, path: request.url, authorization, contentType, body });
      response.writeHead(pushes.length === 0 ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/internal/server-metrics`,
    pushes,
    refusals: () => refusals,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The user data of a node that measures every two seconds and pushes to `url` what it has every second, so that each
 * push holds one round; its token comes by the unit's environment file. `edit` may change the configuration.
 */
export function nodeUserData(nodeId: string, url: string, edit = (config: string) => config): string {
  const transformation = `{
    "node_id": metrics[0].tags.node_id,
    "cpu_pct": 100 - metrics[name="cpu"][-1].fields.usage_idle,
    "memory_pct": metrics[name="mem"][-1].fields.used_percent,
    "disk_pct": metrics[name="disk"][-1].fields.used_percent }`;
  const config = toToml({
    global_tags: { node_id: nodeId },
    agent: { interval: '2s', flush_interval: '1s', hostname: nodeId },
    inputs: {
      cpu: [{ percpu: false, totalcpu: true, fieldpass: ['usage_idle'] }],
      mem: [{ fieldpass: ['used_percent'] }],
      disk: [{ mount_points: ['/'], fieldpass: ['used_percent'] }],
    },
    outputs: {
      http: [
        {
          url,
          use_batch_format: true,
          data_format: 'json',
          json_transformation: transformation,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Telegraf's own placeholder.
          headers: { Authorization: 'Bearer ${NODE_TOKEN}', 'Content-Type': 'application/json' },
        },
      ],
    },
  });
  const files = [
    { path: '/etc/default/telegraf', permissions: '0600', content: `NODE_TOKEN="token-of-${nodeId}"\n` },
    {
      path: '/etc/telegraf/telegraf.conf',
      permissions: '0640',
      owner: 'root:telegraf',
      defer: true,
      content: edit(config),
    },
  ];
  const value = {
    hostname: nodeId,
    packages: ['telegraf'],
    write_files: files,
    runcmd: [['systemctl', 'enable', '--now', 'telegraf']],
  };
  return `#cloud-config\n${toYaml(value)}`;
}

/** Machines over an in-memory cloud, with servers put straight into it. */
export class Rig {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'machines-'));
  readonly hetzner: Hetzner;
  readonly problems: unknown[] = [];
  readonly project: number;
  machines: Machines;
  #options: MachinesOptions;

  constructor(options: Partial<MachinesOptions> = {}) {
    const core = openCore({ path: ':memory:', wall: Date.now, randomHex: (bytes) => '0'.repeat(bytes * 2) });
    this.hetzner = openHetzner(core, { actionTimeFactor: 0, addressBlock: '127.83' });
    this.project = core.projects.open({ hetznerToken: 'h'.repeat(64), cloudflareToken: 'c'.repeat(40) }).id;
    this.#options = {
      dataDir: this.dataDir,
      wall: Date.now,
      random: () => 0.5,
      spawn,
      telegraf: undefined,
      agents: 'simulated',
      realAgents: 4,
      guestPort: 0,
      pushEvery: undefined,
      onProblem: (problem) => this.problems.push(problem),
      ...options,
    };
    this.machines = new Machines(this.hetzner, this.#options);
  }

  /** Adds a running server with an address of its own. */
  addServer(name: string, change: Partial<ServerDocument> = {}): ServerDocument {
    const { core, servers, primaryIps } = this.hetzner;
    const id = core.store.next('hetzner');
    const common = { labels: {}, created: '2026-11-21T01:00:00+00:00', location: 'sin' };
    const ip = { ...common, id, name: `ip-${id}`, type: 'ipv4' as const, ip: `127.83.0.${id}`, assignee: id };
    primaryIps.put(this.project, { ...ip, autoDelete: true, protection: { delete: false }, dnsPtr: [] });
    return servers.put(this.project, {
      ...common,
      id,
      name,
      status: 'running',
      serverType: 'cpx11',
      image: null,
      userData: '',
      sshKeys: [],
      primaryIps: { ipv4: id, ipv6: null },
      privateNets: [],
      placementGroup: null,
      protection: { delete: false, rebuild: false },
      boots: 1,
      ...change,
    });
  }

  change(server: ServerDocument, change: Partial<ServerDocument>): void {
    const now = this.hetzner.servers.get(this.project, server.id) as ServerDocument;
    this.hetzner.servers.put(this.project, { ...now, ...change });
  }

  /** Brings the machines in line and waits until they are up. */
  async settle(): Promise<void> {
    await this.machines.reconcile();
    await this.machines.booted();
  }

  /** A new process would begin so: the same cloud and disks, no machine alive. */
  async restart(): Promise<void> {
    await this.machines.close();
    this.machines = new Machines(this.hetzner, this.#options);
  }

  file(server: ServerDocument, path: string): string {
    return readFileSync(join(this.dataDir, 'machines', String(server.id), path), 'utf8');
  }

  async close(): Promise<void> {
    await this.machines.close();
    this.hetzner.core.store.close();
    rmSync(this.dataDir, { recursive: true });
  }
}

/** Waits until `probe` yields something. Throws when `deadlineMs` have passed. */
export async function eventually<T>(probe: () => T | undefined | false, deadlineMs = 20_000): Promise<T> {
  const until = performance.now() + deadlineMs;
  for (;;) {
    const found = probe();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`nothing within ${deadlineMs} ms: ${probe}`);
    await sleep(20);
  }
}
