import { Phases } from './phases.ts';
import { TaskSchema } from './task.ts';

/** The same by the Automation API alone, with its defaults, in the process that the benchmark measures. */
const phases = new Phases();
const { LocalWorkspace } = await import('@pulumi/pulumi/automation/index.js');
const { declareRegion, declareTrio } = await import('./plain-programs.ts');
phases.imported();

const task = TaskSchema.parse(JSON.parse(process.argv[2] ?? ''));
const program = async () => (task.kind === 'region' ? declareRegion(task.jobs) : declareTrio(task.tenant));

const stack = await LocalWorkspace.createOrSelectStack({
  stackName: task.kind === 'region' ? 'sg' : `dedicated-${task.tenant}`,
  projectName: 'plain',
  program: () => phases.timeProgram(program),
});
const { summary } = await stack.up();
const { create = 0, same = 0, update = 0, replace = 0, delete: deleted = 0 } = summary.resourceChanges ?? {};
// The engine counts the stack itself as a resource: made by the first update, the same in all others.
const own = same === 0 ? { create: 1, same: 0 } : { create: 0, same: 1 };
const report = {
  created: create - own.create,
  unchanged: same - own.same,
  changedOtherwise: update + replace + deleted,
  phases: phases.report(),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
