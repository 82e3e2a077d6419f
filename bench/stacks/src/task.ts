import { z } from 'zod';

/** What one run is to bring about: a region with the shared nodes of these jobs, or a tenant's three servers. */
export const TaskSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('region'), jobs: z.array(z.string()) }),
  z.object({ kind: z.literal('trio'), tenant: z.string() }),
]);
export type Task = z.infer<typeof TaskSchema>;

/** What a run tells of itself, as one line of JSON. Times are in milliseconds from the start of its process. */
export const RunReportSchema = z.object({
  created: z.number(),
  unchanged: z.number(),
  changedOtherwise: z.number(),
  phases: z.object({
    imported: z.number(),
    /** The CLI runs, in their order; the one that runs the program has the times of the program too. */
    commands: z.array(z.object({ name: z.string(), from: z.number(), to: z.number() })),
    programFrom: z.number(),
    programTo: z.number(),
    answered: z.number(),
  }),
});
export type RunReport = z.infer<typeof RunReportSchema>;
