import type { Engine } from '@prego/engine';
import type { RunDocument } from '../github/documents.ts';
import type { Github } from '../github/github.ts';
import { isKnown, moveRun } from '../github/runs.ts';
import { type Patience, RUNNERS_PATIENCE } from './cancel-step.ts';
import { keepClear } from './keeper.ts';
import { failLostRuns, forgetJobs } from './lost-runs.ts';
import { childrenOf } from './processes.ts';
import { schedule } from './schedule.ts';
import { WorkflowRun } from './workflow-run.ts';
import { fillToolCache, openWorkshop, type Workshop } from './workshop.ts';

export interface RunnerOptions {
  readonly github: Github;
  /** Its own folder; nobody else may be using it. */
  readonly dir: string;
  /** Where our workflows, action and playbooks lie. */
  readonly checkout: string;
  /** Path of act once there is one; until then runs wait. */
  readonly act: () => string | undefined;
  /** What is found in the tool cache of jobs, once there is one. */
  readonly engine: () => Engine | undefined;
  /** How many runs are under way at once. */
  readonly runsAtOnce?: number;
  /** How long a cancelled step is waited for; the vendor's times unless it says others. */
  readonly patience?: Patience;
  readonly onProblem: (problem: unknown) => void;
}

/** What plays GitHub's runners: it does the runs that are queued. */
export interface Runner {
  /** To be called when something may have changed for it; does its work later, never throws. */
  wake(): void;
  /** The processes of the run's steps that run now. */
  stepProcesses(run: number): number[];
  /** Ends what is under way at once. It is told as lost when a runner is started again in this folder. */
  close(): Promise<void>;
}

const RUNS_AT_ONCE = 4;
/** While there is no act yet, or a run that is late: how often to look again. */
const LOOK_EVERY_MS = 200;
/** Source: GitHub docs, "Canceling a workflow": what does not end within 5 minutes is terminated. */
const CANCEL_WITHIN_MS = 300_000;

interface UnderWay {
  readonly project: number;
  readonly work: WorkflowRun;
  readonly ended: Promise<void>;
}

/** Starts the runner; what an earlier one left under way in this folder is ended, and told as failed. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { github, dir, checkout } = options;
  const workshop = await openWorkshop(dir, checkout);
  failLostRuns(github);
  const runner = new ActRunner(options, workshop);
  runner.wake();
  return runner;
}

class ActRunner implements Runner {
  readonly #options: RunnerOptions;
  readonly #workshop: Workshop;
  readonly #underWay = new Map<number, UnderWay>();
  readonly #endKeeper: () => Promise<void>;
  #cache: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #woken = false;
  #closed = false;

  constructor(options: RunnerOptions, workshop: Workshop) {
    this.#options = options;
    this.#workshop = workshop;
    this.#endKeeper = keepClear(workshop.jobs);
  }

  wake(): void {
    if (this.#woken || this.#closed) return;
    this.#woken = true;
    // Whoever calls may be in the middle of a change.
    setImmediate(() => {
      this.#woken = false;
      if (this.#closed) return;
      try {
        this.#look();
      } catch (problem) {
        this.#options.onProblem(problem);
      }
    });
  }

  stepProcesses(run: number): number[] {
    return (this.#underWay.get(run)?.work.pids ?? []).flatMap(childrenOf);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const works = [...this.#underWay.values()];
    for (const { work } of works) work.kill();
    await Promise.all(works.map(({ ended }) => ended));
    await this.#cache;
    await this.#endKeeper();
  }

  #look(): void {
    const { github, act, runsAtOnce = RUNS_AT_ONCE } = this.#options;
    clearTimeout(this.#timer);
    let late = false;
    for (const { id: project } of github.core.projects.all()) {
      this.#followCancels(project);
      const waiting = github.runs.list(project).filter(({ status }) => status !== 'completed');
      const known = waiting.filter((run) => isKnown(run, github.core.clock.now()));
      late ||= known.length < waiting.length;
      const binary = act();
      const room = binary === undefined ? 0 : runsAtOnce - this.#underWay.size;
      const { begin, wait, drop, cancel } = schedule(known, room);
      for (const run of drop) moveRun(github, project, run, 'completed', 'cancelled');
      for (const run of wait) if (run.status === 'queued') moveRun(github, project, run, 'pending', null);
      for (const run of cancel) this.#underWay.get(run.id)?.work.cancel();
      for (const run of begin) this.#begin(project, run, binary as string);
      late ||= binary === undefined && known.length > 0;
    }
    if (late) this.#timer = setTimeout(() => this.wake(), LOOK_EVERY_MS);
  }

  #followCancels(project: number): void {
    const { github } = this.#options;
    for (const [id, { work, project: own }] of this.#underWay) {
      const run = own === project ? github.runs.get(project, id) : undefined;
      // Of a project that was emptied or removed nothing goes on.
      if (own === project && !run) work.kill();
      if (run?.killRequested) work.kill();
      else if (run && run.cancelRequestedAt !== null) work.cancel();
    }
  }

  #begin(project: number, run: RunDocument, act: string): void {
    const { github } = this.#options;
    const document = github.workflows.get(project, run.workflow);
    const begun = moveRun(github, project, run, 'in_progress', null);
    if (!document) {
      moveRun(github, project, begun, 'completed', 'startup_failure');
      return;
    }
    const tools = {
      github,
      act,
      workshop: this.#workshop,
      patience: this.#options.patience ?? RUNNERS_PATIENCE,
      cancelWithinMs: CANCEL_WITHIN_MS,
    };
    const work = new WorkflowRun(tools, project, begun, document);
    const ended = this.#do(project, begun, work).catch(this.#options.onProblem);
    this.#underWay.set(run.id, { project, work, ended });
  }

  async #do(project: number, run: RunDocument, work: WorkflowRun): Promise<void> {
    const { github, onProblem } = this.#options;
    try {
      await this.#toolCache();
      const result = await work.do().catch((problem: unknown) => {
        onProblem(problem);
        return 'startup_failure' as const;
      });
      const now = github.runs.get(project, run.id);
      if (!now) forgetJobs(github, project, run.id);
      // A runner that is stopped has lost its runs: so says the next one.
      else if (!this.#closed) moveRun(github, project, now, 'completed', result);
    } finally {
      this.#underWay.delete(run.id);
      this.wake();
    }
  }

  /** Filled once, before the first run that could want it. */
  #toolCache(): Promise<void> {
    const engine = this.#options.engine();
    if (!engine) return Promise.resolve();
    this.#cache ??= fillToolCache(this.#workshop.toolCache, engine);
    return this.#cache;
  }
}
