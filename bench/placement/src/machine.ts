import { cpus, totalmem } from 'node:os';

/** What the figures were taken on, as one line. */
export function machine(now: Date): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const model = first?.model ?? 'unknown';
  return `${now.toISOString().slice(0, 10)}, ${cpus().length} × ${model}, ${memory}, ${process.platform}, Node ${process.versions.node}`;
}
