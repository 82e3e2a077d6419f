import { cpus, totalmem } from 'node:os';
import { version as pulumi } from '@pulumi/pulumi/version.js';

/** What the figures were taken on, as one line. */
export function machine(now: Date): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const versions = `Node ${process.versions.node}, Pulumi ${pulumi}`;
  return `${now.toISOString().slice(0, 10)}, ${cpus().length} × ${first?.model ?? 'unknown'}, ${memory}, ${process.platform}, ${versions}`;
}
