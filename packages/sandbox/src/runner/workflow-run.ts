import type { JobDocument, RunDocument, WorkflowDocument } from '../github/documents.ts';
import { type Contexts, interpolate } from '../github/expressions.ts';
import { attemptJobs, newJob } from '../github/jobs.ts';
import { runContexts } from '../github/run-contexts.ts';
import { parseWorkflowFile, type WorkflowFile } from '../github/workflow-file.ts';
import {
  conclusionOf,
  dueJobs,
  type Ended,
  type GraphState,
  graphFault,
  isWanted,
  type JobResult,
  keptJobs,
  needsContext,
} from './job-graph.ts';
import { JobRun, type JobTools } from './job-run.ts';

/** How a run ended; `startup_failure` for one whose workflow can't be run at all. */
export type RunResult = JobResult | 'startup_failure';

/** One attempt of a run: its jobs, each when its time has come, as many at once as may. */
export class WorkflowRun {
  readonly #tools: JobTools;
  readonly #project: number;
  readonly #run: RunDocument;
  readonly #document: WorkflowDocument;
  readonly #contexts: Contexts;
  readonly #ended = new Map<string, Ended>();
  readonly #running = new Map<string, JobRun>();
  #workflow: WorkflowFile | undefined;
  #cancelled = false;
  #killed = false;

  constructor(tools: JobTools, project: number, run: RunDocument, document: WorkflowDocument) {
    this.#tools = tools;
    this.#project = project;
    this.#run = run;
    this.#document = document;
    this.#contexts = runContexts(tools.github, project, document, run);
  }

  /** The processes of act that do its jobs now. */
  get pids(): number[] {
    return [...this.#running.values()].flatMap(({ pid }) => pid ?? []);
  }

  /** Does all its jobs; resolves with what it comes to. */
  async do(): Promise<RunResult> {
    const workflow = this.#document.source === undefined ? undefined : parseWorkflowFile(this.#document.source);
    if (!workflow || graphFault(workflow.jobs) !== undefined) return 'startup_failure';
    this.#workflow = workflow;
    if (this.#run.keepsSucceeded) this.#keep(workflow);
    try {
      await this.#goOn();
    } catch (error) {
      // What is under way is of no use any more, and nobody else would end it.
      this.kill();
      throw error;
    }
    const results = [...this.#ended.values()].map(({ result }) => result);
    return conclusionOf(results, this.#cancelled);
  }

  /** Jobs under way that are not wanted after a cancel are cancelled, of the others only those begin that are. */
  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    const state = this.#state();
    for (const [key, job] of this.#running) if (!state || !isWanted(state, key)) job.cancel();
  }

  /** Nothing of it goes on. */
  kill(): void {
    this.#cancelled = true;
    this.#killed = true;
    for (const job of this.#running.values()) job.kill();
  }

  /** Begins the jobs whose time has come; resolves when they, and all that come after them, have ended. */
  async #goOn(): Promise<void> {
    for (;;) {
      const state = this.#state();
      if (!state) return;
      const { start, skip } = dueJobs(state);
      for (const key of this.#killed ? [...start, ...skip] : skip) this.#skip(state, key);
      if (this.#killed && start.length > 0) continue;
      if (start.length > 0) {
        await Promise.all(start.map((key) => this.#doJob(state, key)));
        return;
      }
      if (skip.length === 0) return;
    }
  }

  async #doJob(state: GraphState, key: string): Promise<void> {
    const job = new JobRun(this.#tools, {
      project: this.#project,
      run: this.#run,
      document: this.#document,
      workflow: this.#workflow as WorkflowFile,
      key,
      job: this.#newJob(state, key),
      contexts: this.#jobContexts(state, key),
    });
    this.#running.set(key, job);
    this.#ended.set(key, await job.do().finally(() => this.#running.delete(key)));
    await this.#goOn();
  }

  #skip(state: GraphState, key: string): void {
    const { github } = this.#tools;
    const job = this.#newJob(state, key);
    const now = github.core.clock.now();
    const result = this.#killed ? 'cancelled' : 'skipped';
    github.jobs.put(this.#project, { ...job, status: 'completed', conclusion: result, completedAt: now });
    this.#ended.set(key, { result, outputs: {} });
  }

  /** What succeeded in the attempt before stands in this one as it was. */
  #keep({ jobs }: WorkflowFile): void {
    const { github } = this.#tools;
    const before = new Map(
      attemptJobs(github, this.#project, this.#run.id, this.#run.attempt - 1).map((job) => [job.key, job]),
    );
    const ended = new Map(
      [...before].map(([key, { conclusion, outputs }]) => [key, { result: conclusion as JobResult, outputs }]),
    );
    for (const key of keptJobs(jobs, ended)) {
      const { id: _, name: __, attempt: ___, ...kept } = before.get(key) as JobDocument;
      const copy = newJob(github, this.#project, this.#run, kept);
      github.jobs.put(this.#project, { ...copy, ...kept });
      github.logs.append(this.#project, copy.id, github.logs.of(this.#project, before.get(key)?.id as number));
      this.#ended.set(key, ended.get(key) as Ended);
    }
  }

  #newJob(state: GraphState, key: string): JobDocument {
    const { name, 'runs-on': labels = [] } = state.jobs[key] ?? {};
    const contexts = this.#jobContexts(state, key);
    return newJob(this.#tools.github, this.#project, this.#run, {
      key,
      title: interpolate(name ?? key, contexts),
      labels: labels.map((label) => interpolate(label, contexts)),
    });
  }

  #jobContexts(state: GraphState, key: string): Contexts {
    return { ...this.#contexts, needs: needsContext(state, key) };
  }

  #state(): GraphState | undefined {
    return (
      this.#workflow && {
        jobs: this.#workflow.jobs,
        ended: this.#ended,
        running: new Set(this.#running.keys()),
        cancelled: this.#cancelled,
        contexts: this.#contexts,
      }
    );
  }
}
