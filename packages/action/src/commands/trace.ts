import { UiStage, type UiStageName } from '@prego/contracts';
import type { Command } from '../context.ts';
import { tellEvent } from '../control-plane/tell-event.ts';
import type { InputsOf } from '../inputs/schema.ts';

type Inputs = InputsOf<'trace'>;

/** Tells one event of a workflow's own step. It never fails the job: the step that it tells of counts, not that it is told. */
export const trace: Command<Inputs> = async ({ inputs, io, signal }) => {
  const { stage, status } = inputs;
  try {
    if (inputs.trace_id === undefined) io.info(`${stage} ${status} is not told: the job has no trace.`);
    else if (await tellEvent({ io, inputs, signal }, { stage, status, data: dataOf(inputs) })) {
      io.info(`${stage} ${status}`);
    } else {
      const later = 'The control plane has not taken it yet: the post step tries again.';
      io.warning(`${stage} "${status}" is kept. ${later}`, 'Trace');
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    io.warning(`${stage} "${status}" could not be told: ${why}`, 'Trace');
  }
  return { outputs: {}, summary: [] };
};

function dataOf({ stage, status, reason, error_code, error_message }: Inputs): Record<string, string> {
  const unsaid = status === 'failed' && UiStage.safeParse(stage).success;
  const said = {
    reason,
    error_code: error_code ?? (unsaid ? (stage === INSTALLATION ? 'install_failed' : 'internal') : undefined),
    error_message: error_message ?? (unsaid ? 'The workflow did not say why.' : undefined),
  };
  return Object.fromEntries(Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const INSTALLATION: UiStageName = 'prego_ui_step_08';
