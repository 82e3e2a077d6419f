import type { LibraryReport } from '@prego/contracts';
import type { CloudThing, ResourceEvent, StackEvent } from '@prego/stacks';
import type { LookAt } from '../control-plane/attempt-session.ts';
import { asFailure } from '../failure.ts';
import type { StackSettings, Watch } from '../stack-work/settings.ts';
import type { LibraryRun } from './library.ts';
import { libraryReport, thingsOf } from './library-report.ts';
import { reportSection, resourceLine } from './library-summary.ts';
import type { StackWork } from './stack-run.ts';

/** Such a look takes a second or two. Neither what goes on nor what has failed must wait for one much longer. */
const LOOK_MS = 20_000;

/** A line for whoever reads the run, and for the log that is kept. */
export function say({ context, session }: LibraryRun, line: string): void {
  context.io.info(line);
  session.log(line);
}

/**
 * Looks at what the stack has, and tells the control plane what it sees: whenever the engine has made something, so that it is
 * known with ids and addresses even if this run dies without another word, and when it is asked to.
 */
export class LibraryLook {
  readonly #run: LibraryRun;
  readonly #work: StackWork;
  readonly #settings: StackSettings;
  /** Looked for by their ids: an address bears no label, and is found by its server only as long as that is there. */
  readonly #known = new Map<string, CloudThing>();
  #following: Promise<void> | undefined;
  #isNews = false;

  constructor(run: LibraryRun, work: StackWork, settings: StackSettings) {
    this.#run = run;
    this.#work = work;
    this.#settings = settings;
    this.knows(thingsOf(run.work.resources));
  }

  knows(things: readonly CloudThing[]): void {
    for (const { kind, id, name } of things) this.#known.set(`${kind}/${id}`, { kind, id, name });
  }

  /** The same watch, of which this hears too. */
  hears(watch: Watch): Watch {
    const onEvent = (event: StackEvent): void => {
      watch.onEvent(event);
      if (changesWhatIsThere(event)) this.#follow();
    };
    return { ...watch, onEvent };
  }

  /** What there is now that the engine has stopped. Throws StackError. */
  async now(signal = this.#run.context.signal): Promise<LibraryReport> {
    this.#isNews = false;
    // Reports go out in the order of their looks.
    await this.#following;
    return await this.#look('the_end', signal);
  }

  /** One look at a time, and one more where something was made meanwhile. What one misses, the last look of all sees. */
  #follow(): void {
    this.#isNews = true;
    const { signal } = this.#run.context;
    const go = async (): Promise<void> => {
      while (this.#isNews) {
        this.#isNews = false;
        await this.#look('on_the_way', AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)])).catch(() => undefined);
      }
      this.#following = undefined;
    };
    this.#following ??= go();
  }

  async #look(when: LookAt, signal: AbortSignal): Promise<LibraryReport> {
    const { session, stack } = this.#run;
    const things = [...this.#known.values()];
    const report = libraryReport(await this.#work.seeLibrary(this.#settings, { stack, things }, signal));
    this.knows(thingsOf(report.resources));
    await session.resources(report, when);
    return report;
  }
}

/** Kinds of the provider that a report has; what else it makes belongs to one of these. */
const REPORTED = ['Server', 'Volume', 'Firewall'];
const CHANGES: readonly ResourceEvent['action'][] = ['create', 'import', 'replace', 'delete'];

const changesWhatIsThere = (event: StackEvent): boolean =>
  event.type === 'resource' &&
  event.status === 'done' &&
  !event.planned &&
  REPORTED.includes(event.kind) &&
  CHANGES.includes(event.action);

/**
 * Does the engine's work; where that fails, what is there all the same is told with the failure, so that somebody can give it back, or
 * delete it by hand. Not after a cancellation: the runner leaves no time for it.
 */
export async function orTellWhatIsThere<T>(run: LibraryRun, look: LibraryLook, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!run.context.signal.aborted) await tellWhatIsThere(run, look);
    throw error;
  }
}

async function tellWhatIsThere(run: LibraryRun, look: LibraryLook): Promise<void> {
  const { io, signal } = run.context;
  try {
    const report = await look.now(AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]));
    for (const resource of report.resources) say(run, `There is ${resourceLine(resource)}.`);
    if (report.resources.length === 0) say(run, 'Nothing of it is there.');
    io.summary(reportSection('Still there', report));
  } catch (error) {
    // What has failed is told; that this could not be found out as well is only a remark.
    say(run, `What is there could not be found out: ${asFailure(error, false).message}`);
  }
}
