import type { DescribedThing, StackEvent } from '@prego/stacks';
import { libraryWith } from '../commands/library.ts';
import type { StackParts, StackWork } from '../commands/stack-run.ts';
import type { ActionError } from '../errors.ts';
import type { GivenBack, LibraryUp, WantedLibrary } from '../stack-work/index.ts';
import type { Watch } from '../stack-work/settings.ts';
import { commandContext, type TestContext } from './command-context.ts';
import type { ControlPlaneServer } from './control-plane-server.ts';
import type { TestJob } from './control-plane-state.ts';

const STACK = { hcloud_token: 'h'.repeat(64), pulumi_backend: 'file:///state' };

/** What the run of a library job is run with. */
export async function libraryContext(
  controlPlane: ControlPlaneServer,
  { inputs: { job_id, region, trace_id }, attempt }: TestJob,
  signal?: AbortSignal,
): Promise<TestContext<'library'>> {
  const inputs = { job_id, region, trace_id, attempt, ...STACK };
  return await commandContext('library', controlPlane, inputs, signal ? { signal } : {});
}

export const described = (
  kind: DescribedThing['kind'],
  name: string,
  more: Partial<DescribedThing> = {},
): DescribedThing => ({
  ...{ kind, id: '7', name, serverType: null, sizeGb: null, location: 'sin', ipv4: null, ipv6: null },
  ...{ privateIp: null, hourly: 0.01, monthly: 6, ...more },
});
/** The one server of `libraryWork`. */
export const SERVER = described('servers', 'forge', { serverType: 'cpx32', ipv4: '203.0.113.9' });
export const UP: LibraryUp = { stack: 'library-x', steps: [], durationMs: 1 };
export const BACK: GivenBack = { stack: 'library-x', steps: [], durationMs: 1, gone: [], remaining: [] };

/** What the engine tells of a thing that it has made. */
export const made = (kind: string, name: string): StackEvent => ({
  ...{ type: 'resource', status: 'done', action: 'create', kind, name, planned: false },
});

/** What it was asked to do. */
export interface Engine {
  readonly wanted: WantedLibrary[];
  readonly gone: unknown[];
  readonly looks: unknown[];
  readonly parts: StackParts;
}

/** A stack without an engine: it comes to this, and Hetzner has those things. */
export function engine(
  does: { up?: (watch: Watch) => Promise<LibraryUp>; back?: () => Promise<GivenBack> },
  there: readonly DescribedThing[] | Error,
): Engine {
  const seen: Omit<Engine, 'parts'> = { wanted: [], gone: [], looks: [] };
  const touched = () => Promise.reject(new Error('the stack was touched'));
  const work: Partial<StackWork> = {
    bringUpLibrary: async (_, wanted, watch) => {
      seen.wanted.push(wanted);
      return await (does.up ?? touched)(watch);
    },
    giveBack: async (_, going) => {
      seen.gone.push(going);
      return await (does.back ?? touched)();
    },
    seeLibrary: async (_, what) => {
      seen.looks.push(what);
      if (there instanceof Error) throw there;
      return { things: there, currency: 'EUR' };
    },
  };
  const prepareTools = async () => ({ pulumi: '/no/pulumi', home: '/no/home', credentials: '/no/credentials' });
  return { ...seen, parts: { prepareTools, load: async () => work as StackWork } };
}

/** Ends an attempt as main does after a failure. */
export async function failed(
  context: TestContext<'library'>,
  parts: StackParts,
  status: 'failed' | 'cancelled' = 'failed',
) {
  const error = await libraryWith(context.context, parts).then(
    () => {
      throw new Error('nothing went wrong');
    },
    (thrown: ActionError) => thrown,
  );
  await (await context.session()).end({ status, error });
  return error;
}
