import type { StackEvent } from '@prego/stacks';
import type { Context } from '../context.ts';
import { type StackInputs, type StackSettings, stackSettings } from '../stack-work/settings.ts';
import type { StackParts, StackWork } from './stack-run.ts';

/** What looks at stacks are made of. */
export interface Looks {
  readonly work: StackWork;
  readonly settings: StackSettings;
}

/** Fetches what is needed to look at stacks without changing any: there is no lock for `post` to clean up after. */
export async function prepareLooks(
  { io, signal, inputs }: Pick<Context, 'io' | 'signal'> & { readonly inputs: StackInputs },
  { prepareTools, load }: StackParts,
): Promise<Looks> {
  const [tools, work] = await Promise.all([prepareTools(io, signal), load()]);
  return { work, settings: stackSettings(inputs, tools) };
}

/** Tells of a look what a person has to know: several go on at once, so each line names its stack. */
export function lookTeller(io: Pick<Context['io'], 'info'>, stack: string): (event: StackEvent) => void {
  return (event) => {
    if (event.type === 'message' && event.severity !== 'info') io.info(`${stack}: ${event.severity}: ${event.text}`);
    if (event.type === 'waiting') io.info(`${stack}: waiting ${Math.ceil(event.ms / 1000)} s (${event.reason})`);
  };
}
