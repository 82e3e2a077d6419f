import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { z } from 'zod';
import { asStackError } from './as-stack-error.ts';
import { ensureBackend } from './backend.ts';
import { StackError } from './errors.ts';
import { logicalName, SERVER_TYPE_TOKEN, type StackState, VOLUME_TYPE_TOKEN } from './exported-state.ts';
import { saysNoStack } from './new-stack.ts';
import { openSession } from './open-session.ts';
import { readState } from './read-state.ts';
import { type Region, regionOfPlace } from './regions.ts';
import type { CommonOptions } from './run-options.ts';
import { PROJECT, type Session } from './session.ts';

/** A server or volume that a state has. */
export interface StateThing {
  readonly kind: 'server' | 'volume';
  /** Hetzner's. */
  readonly id: number;
  /** The program's name of it: a node id for a shared node, `app` for a tenant's or a template's. */
  readonly name: string;
}

export interface StackContents {
  readonly stack: string;
  /** Where it stands; undefined where it has nothing yet that stands anywhere. */
  readonly region?: Region | undefined;
  readonly things: readonly StateThing[];
}

/** Each takes half a second of a core in a bucket; a runner has two to four. */
const AT_ONCE = 3;

/** The names of our stacks in the backend, sorted. Takes no lock. Throws StackError. */
export async function listStacks(options: CommonOptions): Promise<string[]> {
  return await lookInto(options, namesIn);
}

/**
 * What the states in the backend have in the cloud: of all stacks, or of those named. Takes no lock, so what a run is just making
 * may be missing; a stack that is just removed is left out. Throws StackError.
 */
export async function readStates(options: CommonOptions, only?: readonly string[]): Promise<StackContents[]> {
  return await lookInto(options, async (session) => {
    const stacks = only ?? (await namesIn(session));
    const queue = new PQueue({ concurrency: AT_ONCE });
    const read = stacks.map((stack) => queue.add(() => contentsOf({ ...session, stack })));
    return (await Promise.all(read)).flat();
  });
}

/** Does `work` in a folder that the CLI takes for our project. The session's stack is none. */
async function lookInto<T>(options: CommonOptions, work: (session: Session) => Promise<T>): Promise<T> {
  const workDir = await mkdtemp(join(tmpdir(), 'prego-look-'));
  try {
    await ensureBackend(options.backend.url);
    await writeFile(join(workDir, 'Pulumi.yaml'), `name: ${PROJECT}\nruntime: nodejs\n`);
    // Nothing here takes long, and whoever looks has a deadline of its own.
    const deadline = new AbortController().signal;
    const signal = options.signal ?? deadline;
    const now = options.now ?? (() => performance.now());
    return await work(openSession({ ...options, operation: 'drift', stack: '' }, { workDir, signal, deadline, now }));
  } catch (error) {
    throw asStackError(error);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** As `pulumi stack ls --json` tells them; on Pulumi's service a name has its organization before it. */
const Stacks = z.array(z.object({ name: z.string() }));

async function namesIn({ pulumi }: Session): Promise<string[]> {
  const { stdout } = await pulumi(['stack', 'ls', '--json', '--project', PROJECT]);
  const parsed = Stacks.safeParse(jsonOr(stdout));
  if (!parsed.success) {
    throw new StackError(
      'state_unreadable',
      'The backend lists its stacks in another way than is known.',
      'Use the pinned version of Pulumi.',
      stdout,
    );
  }
  return parsed.data.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)).sort();
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function contentsOf(session: Session): Promise<StackContents[]> {
  try {
    const state = await readState(session);
    return [{ stack: session.stack, region: regionIn(state), things: thingsIn(state) }];
  } catch (error) {
    if (saysNoStack(error)) return [];
    throw error;
  }
}

const KINDS: Readonly<Record<string, StateThing['kind']>> = {
  [SERVER_TYPE_TOKEN]: 'server',
  [VOLUME_TYPE_TOKEN]: 'volume',
};

/** All of a stack stands in one region. Its network comes first, and says so by its zone. */
function regionIn({ resources }: StackState): Region | undefined {
  const places = resources.flatMap(({ inputs }) => [inputs?.location, inputs?.networkZone]);
  return places
    .filter((place) => typeof place === 'string')
    .map(regionOfPlace)
    .find((region) => region !== undefined);
}

function thingsIn({ resources }: StackState): StateThing[] {
  return resources.flatMap(({ type, id, urn }) => {
    const kind = KINDS[type];
    return kind === undefined || id === undefined ? [] : [{ kind, id: Number(id), name: logicalName({ urn }) }];
  });
}
