import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isoSeconds } from '../core/clock.ts';
import type { Fault } from '../core/faults.ts';
import type { ServerDocument } from '../hetzner/documents.ts';
import type { Agent } from './agent.ts';
import { parseCloudInit } from './cloud-init.ts';
import { type CloudInitResult, type CloudInitStatus, runCloudInit } from './cloud-init-run.ts';
import { type Guest, type GuestAddress, openGuest } from './guest.ts';
import { ensureHostKey } from './host-key.ts';
import { type HostKeyReport, REPORT_SERVICE } from './host-key-report.ts';
import { initialLoad, type Load, withLoad } from './load.ts';
import { type MachineRecord, readLoad, readRecord, writeLoad, writeRecord } from './machine-record.ts';
import { enabledServices } from './services.ts';

export interface MachineOptions {
  project: number;
  server: ServerDocument;
  /** Its public IPv4 address; null where it has none. */
  ip: string | null;
  dir: string;
  guestPort: number;
  /** Wall time, epoch ms. */
  wall: () => number;
  /** The fault that this first boot meets, if any. */
  meetFault: () => Fault | undefined;
  /** Starts what pushes metrics; undefined where nothing is to. */
  startAgent: (guest: { dir: string; hostname: string; load: Load }) => Agent | undefined;
  /** Starts the report of the host key; undefined where it can't run. */
  startReport: (guest: { dir: string; hostname: string }) => HostKeyReport | undefined;
}

/** A machine as the control surface shows it. */
export interface MachineView {
  server_id: number;
  name: string;
  project: number;
  /** Public IPv4 address; without one the machine answers nowhere. */
  address: string | null;
  guest: GuestAddress;
  hostname: string;
  boots: number;
  booted_at: string | null;
  cloud_init: CloudInitStatus;
  agent: Agent['kind'] | 'none';
  agent_reasons: string[];
  pid: number | null;
  load: Load;
}

/** One server that is powered on. Made anew for each boot; `stop` is the power going away. */
export class Machine {
  /** Changes when the machine must be started anew: another boot, or another address. */
  readonly key: string;
  /** Resolves when booting is over, well or badly; never rejects. */
  readonly booted: Promise<void>;
  readonly #options: MachineOptions;
  readonly #power = new AbortController();
  #record: MachineRecord | undefined;
  #guest: Guest | undefined;
  #agent: Agent | undefined;
  #report: HostKeyReport | undefined;
  #load: Load;
  #failure: string | undefined;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.key = machineKey(options.server, options.ip);
    mkdirSync(options.dir, { recursive: true });
    this.#load = readLoad(options.dir) ?? initialLoad(options.server.id);
    this.booted = this.#boot().catch((error: Error) => {
      this.#failure = error.message;
    });
  }

  /** Changes how busy the node is. Throws a RangeError for what is no percentage. */
  setLoad(change: Partial<Load>): void {
    this.#load = withLoad(this.#load, change);
    writeLoad(this.#options.dir, this.#load);
    this.#agent?.setLoad(this.#load);
  }

  async stop(): Promise<void> {
    this.#power.abort();
    await this.booted;
    await Promise.all([this.#agent?.stop(), this.#report?.stop(), this.#guest?.close()]);
  }

  view(): MachineView {
    const { server, project, ip } = this.#options;
    return {
      server_id: server.id,
      name: server.name,
      project,
      address: ip,
      guest: this.#guest?.address ?? { reason: 'the machine is not up' },
      hostname: this.#record?.hostname ?? server.name,
      boots: server.boots,
      booted_at: this.#record ? isoSeconds(this.#record.bootedAt) : null,
      cloud_init: this.#cloudInit(),
      agent: this.#agent?.kind ?? 'none',
      agent_reasons: this.#agent?.reasons() ?? [],
      pid: this.#agent?.pid() ?? null,
      load: this.#load,
    };
  }

  #cloudInit(): CloudInitStatus {
    if (this.#failure !== undefined) return { status: 'error', reasons: [this.#failure] };
    return this.#record?.cloudInit ?? { status: 'running', reasons: [] };
  }

  async #boot(): Promise<void> {
    const { dir, server, ip, guestPort } = this.#options;
    const record = await this.#bootRecord(readRecord(dir));
    if (!record || this.#power.signal.aborted) return;
    this.#record = record;
    writeRecord(dir, record);
    if (record.cloudInit.status === 'not_run') return;
    this.#guest = await openGuest(ip, guestPort, () => ({
      hostname: record.hostname,
      server_id: server.id,
      cloud_init: record.cloudInit.status,
    }));
    if (this.#power.signal.aborted) return;
    const { hostname, services } = record;
    if (services.telegraf?.active) this.#agent = this.#options.startAgent({ dir, hostname, load: this.#load });
    if (services[REPORT_SERVICE]?.active) this.#report = this.#options.startReport({ dir, hostname });
  }

  /** What this boot makes of the machine; undefined when the power went away meanwhile. */
  async #bootRecord(last: MachineRecord | undefined): Promise<MachineRecord | undefined> {
    const { server, wall } = this.#options;
    if (last?.boots === server.boots) return last;
    const bootedAt = wall();
    this.#log(`boot ${server.boots} at ${isoSeconds(bootedAt)}`);
    if (last && last.cloudInit.status !== 'not_run') {
      this.#log("cloud-init: this instance is configured, its part isn't run again");
      return { ...last, boots: server.boots, bootedAt, services: enabledServices(last.services) };
    }
    const fault = this.#options.meetFault();
    if (fault && fault.delayMs > 0) {
      await sleep(fault.delayMs, undefined, { signal: this.#power.signal }).catch(() => {});
      if (this.#power.signal.aborted) return undefined;
    }
    return { boots: server.boots, bootedAt, ...this.#firstBoot(fault) };
  }

  #firstBoot(fault: Fault | undefined): CloudInitResult {
    const { dir, server } = this.#options;
    const nothing = { hostname: server.name, services: {} };
    if (fault?.machine === 'never_boots')
      return { ...nothing, cloudInit: this.#ended('not_run', [BROKEN.never_boots]) };
    // What an interrupted first boot left behind would be appended to by this one.
    const root = join(dir, 'root');
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    if (fault?.machine)
      return { ...nothing, cloudInit: this.#ended('error', [fault.message ?? BROKEN[fault.machine]]) };
    const parsed = parseCloudInit(server.userData);
    if (parsed.outcome === 'error') return { ...nothing, cloudInit: this.#ended('error', parsed.reasons) };
    const result = runCloudInit(parsed.plan, root, server.name, (line) => this.#log(`cloud-init: ${line}`));
    ensureHostKey(root, result.hostname);
    this.#ended(result.cloudInit.status, result.cloudInit.reasons);
    return result;
  }

  #ended(status: CloudInitStatus['status'], reasons: string[]): CloudInitStatus {
    this.#log(`cloud-init: ${status}`);
    for (const reason of reasons) this.#log(`cloud-init: ${reason}`);
    return { status, reasons };
  }

  #log(line: string): void {
    appendFileSync(join(this.#options.dir, 'boot.log'), `${line}\n`);
  }
}

const BROKEN: Record<NonNullable<Fault['machine']>, string> = {
  never_boots: 'a fault keeps this machine from coming up',
  cloud_init_error: 'a fault ended cloud-init before it configured anything',
};

export function machineKey(server: ServerDocument, ip: string | null): string {
  return `${server.boots} ${ip}`;
}
