import { Phases } from './phases.ts';
import { TaskSchema } from './task.ts';

/** One `runStack`, in the process that the benchmark measures. */
const phases = new Phases();
const { dedicated, runStack, sharedRegion } = await import('@prego/stacks');
phases.imported();

const task = TaskSchema.parse(JSON.parse(process.argv[2] ?? ''));
const { env } = process;
// A job whose node is there is none to add: it may be named or not.
const program =
  task.kind === 'region'
    ? sharedRegion({ region: 'sg', add: task.jobs.map((jobId) => ({ jobId })), access: {} })
    : dedicated({ region: 'sg', tenantId: task.tenant, jobId: `job_${task.tenant}`, access: {} });

const { changes } = await runStack({
  operation: 'up',
  program: { ...program, declare: (context) => phases.timeProgram(() => program.declare(context)) },
  credentials: { hcloudToken: env.HCLOUD_TOKEN ?? '', hcloudEndpoint: env.HCLOUD_ENDPOINT ?? '' },
  backend: { url: env.PULUMI_BACKEND_URL ?? '' },
});
const report = {
  created: changes.create,
  unchanged: changes.same,
  changedOtherwise: changes.update + changes.replace + changes.delete,
  phases: phases.report(),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
