import { openCore } from '../core/core.ts';
import { DEFAULT_LIMITS, type Project, type ProjectLimits } from '../core/projects.ts';
import { nextDueAt } from './actions.ts';
import { hetznerApp } from './app.ts';
import { type Hetzner, openHetzner } from './hetzner.ts';

/** An answer of the API as tests read it: of the fields named here only those are there that the request answers. */
export interface Answer {
  status: number;
  headers: Headers;
  body: AnswerBody;
}

export interface AnswerBody extends Record<string, unknown> {
  error: { code: string; message: string; details: unknown };
  action: ShownAction;
  actions: ShownAction[];
  next_actions: ShownAction[];
  root_password: string | null;
  server: ShownServer;
  servers: ShownServer[];
  primary_ip: ShownPrimaryIp;
  primary_ips: ShownPrimaryIp[];
  volume: ShownVolume;
  volumes: ShownVolume[];
  placement_group: ShownPlacementGroup;
  placement_groups: ShownPlacementGroup[];
  network: Shown;
  ssh_key: Shown;
  firewall: Shown;
}

export interface Shown {
  id: number;
  name: string;
  labels: Record<string, string>;
}

export interface ShownAction {
  id: number;
  command: string;
  status: string;
  resources: { id: number; type: string }[];
  error: { code: string; message: string } | null;
}

export interface ShownServer extends Shown {
  status: string;
  locked: boolean;
  volumes: number[];
  private_net: { network: number; ip: string; alias_ips: string[]; mac_address: string }[];
  placement_group: ShownPlacementGroup | null;
  protection: { delete: boolean; rebuild: boolean };
  public_net: {
    ipv4: { id: number; ip: string; dns_ptr: string } | null;
    ipv6: { id: number; ip: string } | null;
    firewalls: { id: number; status: string }[];
  };
}

export interface ShownPrimaryIp extends Shown {
  ip: string;
  assignee_id: number | null;
  auto_delete: boolean;
  dns_ptr: { ip: string; dns_ptr: string }[];
}

export interface ShownVolume extends Shown {
  status: string;
  size: number;
  server: number | null;
}

export interface ShownPlacementGroup extends Shown {
  servers: number[];
}

export interface TestCloudOptions {
  /** SQLite file; in memory where absent. */
  path?: string;
  limits?: Partial<ProjectLimits>;
  /** Actions take their time unless this is 0. */
  actionTimeFactor?: number;
}

/** A Hetzner Cloud of its own for a test, with one project and a clock that only the test moves. */
export interface TestCloud {
  hetzner: Hetzner;
  project: Project;
  /** One request to `/v1` plus `path` with the project's token. */
  call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** The same, with headers of the test's own and no others. */
  raw: (method: string, path: string, init?: RequestInit) => Promise<Response>;
  pass: (ms: number) => void;
  /** Lets time pass until no action runs any more; their effects are there with the next request. */
  settled: () => Promise<void>;
}

export function testCloud(options: TestCloudOptions = {}): TestCloud {
  let wallMs = Date.parse('2026-11-21T01:00:00Z');
  let random = 0;
  const core = openCore({
    path: options.path ?? ':memory:',
    wall: () => wallMs,
    randomHex: (bytes) => (++random).toString(16).padStart(bytes * 2, '0'),
  });
  const hetzner = openHetzner(core, {
    actionTimeFactor: options.actionTimeFactor ?? 1,
    addressBlock: '127.80',
  });
  const project = core.projects.open(
    { hetznerToken: 'h'.repeat(64), cloudflareToken: 'c'.repeat(40) },
    { ...DEFAULT_LIMITS, ...options.limits },
  );
  const app = hetznerApp(hetzner);
  const raw: TestCloud['raw'] = async (method, path, init) => app.request(`/v1${path}`, { method, ...init });
  const call: TestCloud['call'] = async (method, path, body) => {
    const response = await raw(method, path, {
      headers: { authorization: `Bearer ${project.hetznerToken}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as AnswerBody,
    };
  };
  return {
    hetzner,
    project,
    call,
    raw,
    pass: (ms) => {
      wallMs += ms;
    },
    settled: async () => {
      for (let due = nextDueAt(hetzner); due !== undefined; due = nextDueAt(hetzner)) {
        wallMs += core.clock.wallMsUntil(due);
        await call('GET', '/locations');
      }
    },
  };
}

/** The least that creates a server. */
export function aServer(name: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { name, server_type: 'cx23', image: 'ubuntu-24.04', location: 'fsn1', ...fields };
}
