import type { JobDocument, RunConclusion, StepDocument } from '../github/documents.ts';
import type { Github } from '../github/github.ts';
import type { LogLine } from '../github/logs.ts';
import type { WorkflowStep } from '../github/workflow-file.ts';
import type { ActEvent, StepRef, StepResult } from './act-log.ts';
import type { Masker } from './masker.ts';

/** What steps have handed out, as the context `steps` has it. */
export type StepsContext = Record<
  string,
  { outputs: Record<string, string>; outcome: StepResult; conclusion: StepResult }
>;

/** Keeps what a job does: its steps with their times, its masked log, and what its steps hand out. */
export class JobRecord {
  readonly #github: Github;
  readonly #project: number;
  readonly #steps: readonly WorkflowStep[];
  readonly #masker: Masker;
  readonly steps: StepsContext = {};
  /** How act says that the job ended; undefined while it has not. */
  result: StepResult | undefined;
  job: JobDocument;
  #current: StepDocument | undefined;
  #lines: LogLine[] = [];

  constructor(github: Github, project: number, job: JobDocument, steps: readonly WorkflowStep[], masker: Masker) {
    this.#github = github;
    this.#project = project;
    this.#steps = steps;
    this.#masker = masker;
    const begun = this.#now();
    this.job = {
      ...job,
      status: 'in_progress',
      startedAt: begun,
      steps: [waiting(1, 'Set up job'), ...this.#ownSteps()],
    };
    this.#begin(this.job.steps[0] as StepDocument);
    this.#save();
  }

  /** Keeps what these events tell, all of it or, if we die meanwhile, nothing. */
  keep(events: readonly ActEvent[]): void {
    for (const event of events) this.#apply(event);
    this.#save();
  }

  /** A line of our own in the log of the step under way. */
  say(line: string): void {
    this.keep([{ type: 'said', step: undefined, line }]);
  }

  /** The end of the job: steps that never began were skipped, one that did not end shares its conclusion. */
  end(conclusion: RunConclusion, outputs: Record<string, string>): JobDocument {
    const now = this.#now();
    for (const step of this.job.steps) {
      if (step.status === 'completed') continue;
      const ended = step.status === 'queued' ? 'skipped' : conclusion === 'cancelled' ? 'cancelled' : 'failure';
      this.#end(step, ended, now);
    }
    this.job = { ...this.job, status: 'completed', conclusion, completedAt: now, outputs };
    this.#save();
    return this.job;
  }

  /** The step under way does not end by itself: once it has ended it is told as cancelled. */
  cancelsStep(): void {
    if (this.#current?.status === 'in_progress') this.#cancelled.add(this.#current);
  }

  /** Whether the first step's turn has come. */
  get isSetUp(): boolean {
    return this.job.steps[0]?.status === 'completed';
  }

  /** The step under way, as the workflow has it; undefined where it is none of the job's own. */
  get stepUnderWay(): WorkflowStep | 'post' | undefined {
    const step = this.#current;
    if (step?.status !== 'in_progress') return undefined;
    return this.#steps[step.number - 2] ?? (step.number > 1 ? 'post' : undefined);
  }

  readonly #cancelled = new Set<StepDocument>();

  #apply(event: ActEvent): void {
    if (event.type === 'step-began') this.#begin(this.#stepOf(event.step));
    if (event.type === 'step-ended') this.#ended(event.step, event.result);
    if (event.type === 'said') this.#said(event.line);
    if (event.type === 'mask') this.#masker.add(event.value);
    if (event.type === 'summary') this.job = { ...this.job, summary: this.job.summary + this.#masker.mask(event.text) };
    if (event.type === 'job-ended') this.result = event.result;
    if (event.type === 'output') this.#outputsOf(event.id)[event.name] = event.value;
  }

  #outputsOf(id: string): Record<string, string> {
    const step = this.steps[id] ?? { outputs: {}, outcome: 'success', conclusion: 'success' };
    this.steps[id] = step;
    return step.outputs;
  }

  #ended(ref: StepRef, result: StepResult): void {
    const step = this.#stepOf(ref);
    this.#end(step, this.#cancelled.has(step) && result === 'failure' ? 'cancelled' : result, this.#now());
    if (ref.stage !== 'main') return;
    this.steps[ref.id] = { outputs: this.#outputsOf(ref.id), outcome: result, conclusion: result };
  }

  #said(line: string): void {
    const step = this.#current?.number ?? 1;
    const at = this.#now();
    for (const part of this.#masker.mask(line).split(/\r?\n/)) this.#lines.push({ step, at, line: part });
  }

  /** The step that act names; a `post` step is there from when it begins. What an action does before it belongs to its step. */
  #stepOf({ stage, id, title }: StepRef): StepDocument {
    const [setUp] = this.job.steps as [StepDocument];
    if (stage === 'setup') return setUp;
    const index = this.#steps.findIndex((step, place) => (step.id ?? String(place)) === id);
    const own = index < 0 ? undefined : this.job.steps[index + 1];
    if (stage !== 'post' && stage !== 'complete' && own) {
      if (this.#steps[index]?.name !== undefined) own.title = this.#masker.mask(title);
      return own;
    }
    const name = stage === 'complete' ? 'Complete job' : `Post ${own?.title ?? title}`;
    const known = this.job.steps.find((step) => step.title === name && step.status === 'in_progress');
    if (known) return known;
    const made = waiting(this.job.steps.length + 1, name);
    this.job.steps.push(made);
    return made;
  }

  #begin(step: StepDocument): void {
    // An action's part before `main` has begun the step already.
    if (step.status === 'in_progress') return;
    for (const earlier of this.job.steps) {
      if (earlier.number < step.number && earlier.status === 'queued') this.#end(earlier, 'skipped', this.#now());
    }
    Object.assign(step, { status: 'in_progress', startedAt: this.#now(), conclusion: null, completedAt: null });
    this.#current = step;
  }

  #end(step: StepDocument, conclusion: StepDocument['conclusion'], now: number): void {
    Object.assign(step, { status: 'completed', conclusion, completedAt: now, startedAt: step.startedAt ?? now });
  }

  #save(): void {
    const { store } = this.#github.core;
    store.transaction(() => {
      this.#github.logs.append(this.#project, this.job.id, this.#lines);
      this.#github.jobs.put(this.#project, this.job);
    });
    this.#lines = [];
  }

  #ownSteps(): StepDocument[] {
    return this.#steps.map((step, index) => waiting(index + 2, titleOf(step)));
  }

  #now(): number {
    return this.#github.core.clock.now();
  }
}

/** As the vendor names a step. */
function titleOf({ name, uses, run = '' }: WorkflowStep): string {
  return name ?? `Run ${uses ?? run.split('\n')[0]}`;
}

function waiting(number: number, title: string): StepDocument {
  return { number, title, status: 'queued', conclusion: null, startedAt: null, completedAt: null };
}
