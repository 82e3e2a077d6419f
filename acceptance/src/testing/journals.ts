import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Client } from './client.ts';
import { filesBelow } from './files-below.ts';
import type { World } from './world.ts';

const Entry = z.object({ k: z.literal('event'), event: z.object({ stage: z.string(), status: z.string() }) });

/**
 * The events that the actions at work on a job have emitted by now, whether or not they are sent, such as `prego_ui_step_04 done`:
 * as their journals in the runner's folder have them (packages/action/src/control-plane/journal-entries.ts).
 */
export function emittedEvents({ dir }: World, jobId: string): string[] {
  const jobs = join(dir, 'sandbox/runner/jobs');
  const journals = filesBelow(jobs).filter((file) => /prego-journal\/[^/]+\.jsonl$/.test(file));
  const own = journals.filter((file) => basename(file).startsWith(`${jobId}.`));
  return own.flatMap((file) =>
    readFileSync(join(jobs, file), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const entry = Entry.safeParse(line.startsWith('{"k":"event"') ? JSON.parse(line) : undefined);
        return entry.success ? [`${entry.data.event.stage} ${entry.data.event.status}`] : [];
      }),
  );
}

/** Those of a job's first attempt that have not come to the control plane. */
export async function lostEvents(client: Client, jobId: string, emitted: readonly string[]): Promise<string[]> {
  const { trace_events } = await client.trace(jobId);
  const told = trace_events.filter(({ attempt }) => attempt === 1).map(({ stage, status }) => `${stage} ${status}`);
  return emitted.filter((event) => !told.includes(event));
}
