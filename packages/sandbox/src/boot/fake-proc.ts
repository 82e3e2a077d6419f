import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Load } from './load.ts';

/** Clock ticks a second in /proc/stat; fixed at 100 for user space on Linux. */
const TICKS_A_SECOND = 100;
/** What the machine seems to have; the vendor's smallest shared types look so. */
const CPUS = 2;
const MEMORY_KB = 4 * 1024 * 1024;
/** Of busy time, how much is the system's; the rest is the user's. */
const SYSTEM_SHARE = 0.3;
/** Sectors that a busy machine reads and writes a second, at 100 % cpu. */
const SECTORS_A_SECOND = 2000;

/** What /proc counts up since boot. Fractions are kept, so that slow steps don't round a load away. */
export interface Counters {
  uptimeS: number;
  userTicks: number;
  systemTicks: number;
  idleTicks: number;
  sectors: number;
}

export const AT_BOOT: Counters = { uptimeS: 0, userTicks: 0, systemTicks: 0, idleTicks: 0, sectors: 0 };

/** The counters `elapsedMs` later, under this load. */
export function advance(counters: Counters, elapsedMs: number, load: Load): Counters {
  const seconds = Math.max(0, elapsedMs) / 1000;
  const ticks = seconds * TICKS_A_SECOND * CPUS;
  const busyTicks = ticks * (load.cpuPct / 100);
  return {
    uptimeS: counters.uptimeS + seconds,
    userTicks: counters.userTicks + busyTicks * (1 - SYSTEM_SHARE),
    systemTicks: counters.systemTicks + busyTicks * SYSTEM_SHARE,
    idleTicks: counters.idleTicks + ticks * (1 - load.cpuPct / 100),
    sectors: counters.sectors + seconds * SECTORS_A_SECOND * (load.cpuPct / 100),
  };
}

/** The files of /proc that a Linux machine with these counters and this load shows, by path below /proc. */
export function procFiles(counters: Counters, load: Load): Record<string, string> {
  return {
    stat: stat(counters),
    meminfo: meminfo(load),
    loadavg: `${loadAverages(load)} 1/120 1000\n`,
    uptime: `${counters.uptimeS.toFixed(2)} ${(counters.idleTicks / TICKS_A_SECOND).toFixed(2)}\n`,
    diskstats: diskstats(counters),
    mounts: '/dev/sda1 / ext4 rw,relatime 0 0\n',
    '1/mountinfo': '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n',
  };
}

function stat(counters: Counters): string {
  const line = (name: string, part: number) => {
    const [user, system, idle] = [counters.userTicks, counters.systemTicks, counters.idleTicks].map((ticks) =>
      Math.round(ticks / part),
    );
    return `${name} ${user} 0 ${system} ${idle} 0 0 0 0 0 0\n`;
  };
  const cpus = Array.from({ length: CPUS }, (_, cpu) => line(`cpu${cpu}`, CPUS));
  return `${line('cpu ', 1)}${cpus.join('')}intr 0\nctxt 0\nbtime 0\nprocesses 120\nprocs_running 1\nprocs_blocked 0\n`;
}

function meminfo(load: Load): string {
  const available = Math.round(MEMORY_KB * (1 - load.memoryPct / 100));
  const entries = { MemTotal: MEMORY_KB, MemFree: available, MemAvailable: available, Buffers: 0, Cached: 0 };
  const lines = Object.entries({ ...entries, SwapTotal: 0, SwapFree: 0 }).map(([key, kb]) => `${key}: ${kb} kB\n`);
  return lines.join('');
}

function loadAverages(load: Load): string {
  const average = ((load.cpuPct / 100) * CPUS).toFixed(2);
  return `${average} ${average} ${average}`;
}

function diskstats(counters: Counters): string {
  const sectors = Math.round(counters.sectors);
  const line = (minor: number, name: string) =>
    `8 ${minor} ${name} ${Math.round(sectors / 8)} 0 ${sectors} 0 ${Math.round(sectors / 8)} 0 ${sectors} 0 0 0 0\n`;
  return line(0, 'sda') + line(1, 'sda1');
}

/** A /proc of a machine's own on disk, moved on by whoever holds it. */
export class FakeProc {
  readonly #dir: string;
  #counters = AT_BOOT;
  #at: number;

  /** `now` in milliseconds of any clock that runs evenly. */
  constructor(dir: string, load: Load, now: number) {
    this.#dir = dir;
    this.#at = now;
    this.#write(load);
  }

  /** Counts the time since the last call under `load`, and shows it. */
  advanceTo(now: number, load: Load): void {
    this.#counters = advance(this.#counters, now - this.#at, load);
    this.#at = now;
    this.#write(load);
  }

  /** Each file is replaced whole, so that a reader never sees half of one. */
  #write(load: Load): void {
    for (const [name, text] of Object.entries(procFiles(this.#counters, load))) {
      const path = join(this.#dir, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    }
  }
}
