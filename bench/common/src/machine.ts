import { cpus, totalmem } from 'node:os';

/** What the figures were taken on, as one line. `more` are versions of what was measured, such as `Pulumi 3.259.0`. */
export function machine(now: Date, ...more: readonly string[]): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const versions = [`Node ${process.versions.node}`, ...more].join(', ');
  return `${now.toISOString().slice(0, 10)}, ${cpus().length} × ${first?.model ?? 'unknown'}, ${memory}, ${process.platform}, ${versions}`;
}
