import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerDocument } from '../hetzner/documents.ts';
import type { Hetzner } from '../hetzner/hetzner.ts';
import type { Agent, PushEvery } from './agent.ts';
import { HostKeyReport } from './host-key-report.ts';
import { findLauncher, type Launcher, type Spawn } from './launch.ts';
import type { Load } from './load.ts';
import { Machine, type MachineView, machineKey } from './machine.ts';
import { SimulatedAgent } from './simulated-agent.ts';
import { Telegraf } from './telegraf.ts';

/** What runs where cloud-init starts Telegraf. */
export interface AgentOptions {
  agents: Agent['kind'] | 'none';
  /** The Telegraf binary; undefined where there is none, then agents are simulated. */
  telegraf: string | undefined;
  /** So many machines get the real Telegraf; the others a simulated one. */
  realAgents: number;
  pushEvery: PushEvery;
}

export interface MachinesOptions extends AgentOptions {
  /** Machines live in `<dataDir>/machines/<server id>/`; an absolute path. */
  dataDir: string;
  /** Wall time, epoch ms. */
  wall: () => number;
  /** From 0 to 1. */
  random: () => number;
  spawn: Spawn;
  /** Where guests answer; 8080 stands in where a port below 1024 may not be bound. */
  guestPort: number;
  /** Hears of what went wrong with a machine's directory or process. */
  onProblem: (problem: unknown) => void;
}

/** Enough for a demo's nodes; each is a process of some 60 MB. */
export const DEFAULT_REAL_AGENTS = 4;

interface Wanted {
  project: number;
  server: ServerDocument;
  ip: string | null;
}

/** The machines behind the servers that are powered on. */
export class Machines {
  readonly #hetzner: Hetzner;
  readonly #options: MachinesOptions;
  readonly #machines = new Map<number, Machine>();
  #launcher: Launcher | undefined;
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #closed = false;

  constructor(hetzner: Hetzner, options: MachinesOptions) {
    this.#hetzner = hetzner;
    this.#options = options;
  }

  /**
   * Makes the machines be those of the servers that are `running` now. Calls queue up behind the one under way and
   * share one further pass. Never rejects. Booting goes on afterwards: `booted` waits for it.
   */
  reconcile(): Promise<void> {
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      return this.#closed ? undefined : this.#pass().catch(this.#options.onProblem);
    });
    this.#last = this.#next;
    return this.#next;
  }

  /** Resolves when no machine is booting. */
  async booted(): Promise<void> {
    await Promise.all([...this.#machines.values()].map((machine) => machine.booted));
  }

  /** The machines that are powered on, by server id. */
  list(): MachineView[] {
    return [...this.#machines.values()].map((machine) => machine.view()).sort((a, b) => a.server_id - b.server_id);
  }

  /** Changes a machine's load; false if there is none for that server. Throws a RangeError for what is no percentage. */
  setLoad(serverId: number, change: Partial<Load>): boolean {
    const machine = this.#machines.get(serverId);
    machine?.setLoad(change);
    return machine !== undefined;
  }

  /** Switches every machine off. Nothing of them is left running when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    await Promise.all([...this.#machines.keys()].map((id) => this.#stop(id)));
  }

  async #pass(): Promise<void> {
    mkdirSync(this.#folder(), { recursive: true });
    this.#launcher ??= await findLauncher(this.#options.spawn, join(this.#folder(), 'probe'));
    const { wanted, existing } = this.#look();
    const gone = [...this.#machines].filter(([id, machine]) => {
      const want = wanted.get(id);
      return !want || machineKey(want.server, want.ip) !== machine.key;
    });
    await Promise.all(gone.map(([id]) => this.#stop(id)));
    this.#discardDisks(existing);
    for (const [id, want] of wanted) {
      if (!this.#machines.has(id)) this.#start(want);
    }
  }

  /** The servers that should run, and the ids of all there are. */
  #look(): { wanted: Map<number, Wanted>; existing: Set<string> } {
    const { core, servers, primaryIps } = this.#hetzner;
    const wanted = new Map<number, Wanted>();
    const existing = new Set<string>();
    for (const { id: project } of core.projects.all()) {
      for (const server of servers.list(project)) {
        existing.add(String(server.id));
        const { ipv4 } = server.primaryIps;
        const ip = ipv4 === null ? null : (primaryIps.get(project, ipv4)?.ip ?? null);
        if (server.status === 'running') wanted.set(server.id, { project, server, ip });
      }
    }
    return { wanted, existing };
  }

  #start({ project, server, ip }: Wanted): void {
    const { wall, guestPort, onProblem } = this.#options;
    try {
      const machine = new Machine({
        project,
        server,
        ip,
        dir: join(this.#folder(), String(server.id)),
        guestPort,
        wall,
        meetFault: () => this.#hetzner.core.faults.meetBoot(server.name),
        startAgent: (guest) => this.#startAgent(guest),
        startReport: (guest) => this.#startReport(guest),
      });
      this.#machines.set(server.id, machine);
    } catch (problem) {
      onProblem(problem);
    }
  }

  async #stop(id: number): Promise<void> {
    const machine = this.#machines.get(id);
    this.#machines.delete(id);
    await machine?.stop().catch(this.#options.onProblem);
  }

  #startAgent({ dir, hostname, load }: { dir: string; hostname: string; load: Load }): Agent | undefined {
    const { agents, telegraf, realAgents, wall, random, spawn, pushEvery } = this.#options;
    if (agents === 'none') return undefined;
    const real = this.list().filter((machine) => machine.agent === 'telegraf').length;
    if (agents === 'telegraf' && telegraf !== undefined && this.#launcher && real < realAgents) {
      return new Telegraf({ dir, hostname, telegraf, launcher: this.#launcher, spawn, load, pushEvery });
    }
    return new SimulatedAgent({ root: join(dir, 'root'), hostname, load, pushEvery, wall, random });
  }

  #startReport(guest: { dir: string; hostname: string }): HostKeyReport | undefined {
    const { agents, spawn } = this.#options;
    if (agents === 'none' || this.#launcher?.kind !== 'contained') return undefined;
    return new HostKeyReport({ ...guest, launcher: this.#launcher, spawn });
  }

  /** The disk of a server that was deleted is gone with it. */
  #discardDisks(existing: Set<string>): void {
    const folders = readdirSync(this.#folder(), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) {
      if (/^\d+$/.test(name) && !existing.has(name))
        rmSync(join(this.#folder(), name), { recursive: true, force: true });
    }
  }

  #folder(): string {
    return join(this.#options.dataDir, 'machines');
  }
}
