import { readdirSync, readFileSync } from 'node:fs';

/** Often enough to see a plugin that lives for a tenth of a second; reading takes well under a millisecond. */
const SAMPLE_EVERY_MS = 20;

/** Peaks in MB, of what is resident. */
export interface PeakMemory {
  /** Of the process itself, as the kernel keeps it (VmHWM). */
  readonly own: number;
  /**
   * Of the process with the CLI and the plugins that it started: the largest sum of any moment looked at. Pages that
   * two of them share (the program text of a CLI that runs twice) count twice.
   */
  readonly tree: number;
}

/** Watches a process and what it starts (Linux's /proc) until it is told to stop. */
export function watchMemory(pid: number): () => PeakMemory {
  const peak = { own: 0, tree: 0 };
  const sample = (): void => {
    const own = status(pid);
    if (own === undefined) return;
    peak.own = Math.max(peak.own, own.peak);
    const others = descendants(pid).map((child) => status(child)?.now ?? 0);
    peak.tree = Math.max(
      peak.tree,
      others.reduce((sum, now) => sum + now, own.now),
    );
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function status(pid: number): { now: number; peak: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) / 1024;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  } catch {
    return undefined; // It has ended meanwhile.
  }
}

function descendants(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
    const children = lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
    return children.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}
