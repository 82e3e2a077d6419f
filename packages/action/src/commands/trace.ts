import { UiStage } from '@prego/contracts';
import type { Command } from '../context.ts';
import type { ActionStep, AttemptSession } from '../control-plane/attempt-session.ts';
import type { InputsOf } from '../inputs/schema.ts';

/** Tells one event of a workflow's own step. It never fails the job: the step that it tells of counts, not that it is told. */
export const trace: Command<InputsOf<'trace'>> = async ({ inputs, io, attempt }) => {
  try {
    tell(await attempt(), inputs);
    io.info(`${inputs.stage} ${inputs.status}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    io.warning(`${inputs.stage} "${inputs.status}" could not be told: ${why}`, 'Trace');
  }
  return { outputs: {}, summary: [] };
};

function tell(session: AttemptSession, inputs: InputsOf<'trace'>): void {
  const { stage, status, reason, error_code, error_message } = inputs;
  const step = actionStep(stage);
  if (step === undefined) {
    const said = Object.entries({ reason, error_code, error_message }).filter(([, value]) => value !== undefined);
    session.event(stage, status, Object.fromEntries(said));
  } else if (status === 'started') {
    session.start(step);
  } else if (status === 'done') {
    session.done(step);
  } else if (status === 'failed') {
    session.fail(step, {
      code: error_code ?? (step === 8 ? 'install_failed' : 'internal'),
      message: error_message ?? 'The workflow did not say why.',
    });
  } else if (reason !== undefined) {
    session.skip(step, reason);
  } else {
    throw new Error('a skipped step needs a `reason`.');
  }
}

/** The number of a UI step that is told from a workflow; undefined for any other stage. */
function actionStep(stage: string): ActionStep | undefined {
  const number = UiStage.options.indexOf(stage as (typeof UiStage.options)[number]) + 1;
  return number >= 4 && number <= 9 ? (number as ActionStep) : undefined;
}
