import { join } from 'node:path';
import type { JobDocument, RunDocument, WorkflowDocument } from '../github/documents.ts';
import { type Contexts, interpolate } from '../github/expressions.ts';
import { type Github, ownerOf, repositoryOf } from '../github/github.ts';
import { runEvent } from '../github/run-contexts.ts';
import type { WorkflowFile, WorkflowJob, WorkflowStep } from '../github/workflow-file.ts';
import { readActLine } from './act-log.ts';
import { type ActProcess, startAct } from './act-process.ts';
import { type Patience, seeThroughCancel } from './cancel-step.ts';
import { holdsAfterCancel } from './conditions.ts';
import { jobFault, jobFile, NEEDS_VARIABLE } from './job-file.ts';
import { actArguments, actEnvironment, jobEnvironment, makeJobFolder, removeJobFolder } from './job-folder.ts';
import type { Ended, JobResult } from './job-graph.ts';
import { jobOutputs } from './job-outputs.ts';
import { JobRecord } from './job-record.ts';
import { closeJobTokens, mayIdentify, openJobToken } from './job-token.ts';
import { Masker } from './masker.ts';
import { endLeftovers } from './processes.ts';
import type { Workshop } from './workshop.ts';

/** What a job is about. */
export interface JobTask {
  readonly project: number;
  readonly run: RunDocument;
  readonly document: WorkflowDocument;
  readonly workflow: WorkflowFile;
  readonly key: string;
  readonly job: JobDocument;
  /** `github`, `inputs`, `vars` and `needs`. */
  readonly contexts: Contexts;
}

/** With what it is done. */
export interface JobTools {
  readonly github: Github;
  readonly act: string;
  readonly workshop: Workshop;
  readonly patience: Patience;
  /** How long a cancelled job may take for what it does at its end. */
  readonly cancelWithinMs: number;
}

/** Source: GitHub docs, "Workflow syntax", `jobs.<job_id>.timeout-minutes`. */
const DEFAULT_TIMEOUT_MIN = 360;

/** A job that is being done by act. */
export class JobRun {
  readonly #tools: JobTools;
  readonly #task: JobTask;
  readonly #definition: WorkflowJob;
  readonly #record: JobRecord;
  readonly #masker: Masker;
  #act: ActProcess | undefined;
  /** Why, once it is. */
  #cancelled: string | undefined;
  #killed = false;
  /** What is under way beside act, to be waited for. */
  readonly #beside: Promise<unknown>[] = [];

  constructor(tools: JobTools, task: JobTask) {
    this.#tools = tools;
    this.#task = task;
    this.#definition = task.workflow.jobs[task.key] as WorkflowJob;
    const secrets = tools.github.secrets.list(task.project).map(({ value }) => value);
    this.#masker = new Masker([...secrets, task.run.requestToken]);
    this.#record = new JobRecord(tools.github, task.project, task.job, this.#definition.steps, this.#masker);
  }

  get key(): string {
    return this.#task.key;
  }

  /** The process of act; undefined while there is none. */
  get pid(): number | undefined {
    return this.#act?.lives() ? this.#act.pid : undefined;
  }

  /** Does the job to its end, whatever that is. Nothing of it is running when this resolves. */
  async do(): Promise<Ended> {
    const { github, workshop } = this.#tools;
    const fault = jobFault(this.#definition);
    if (fault !== undefined) return this.#end('failure', fault);
    const folder = join(workshop.jobs, String(this.#task.job.id));
    const token = openJobToken(github, this.#task.project, this.#task.job, this.#permissions());
    this.#masker.add(token);
    try {
      return await this.#doIn(folder, token);
    } catch (error) {
      return this.#end('failure', error instanceof Error ? error.message : String(error));
    } finally {
      closeJobTokens(github, this.#task.project, this.#task.job);
      await endLeftovers(folder);
      await removeJobFolder(folder);
    }
  }

  /** Cancels it: the step under way is stopped, and what wants to run after a cancel runs. Once is enough. */
  cancel(reason = 'The operation was canceled.'): void {
    if (this.#cancelled !== undefined) return;
    this.#cancelled = reason;
    if (this.#act) this.#beside.push(this.#stop(this.#act, reason));
  }

  /** Ends it at once. */
  kill(): void {
    this.#killed = true;
    this.#act?.kill();
  }

  async #doIn(folder: string, token: string): Promise<Ended> {
    const { github, act, workshop } = this.#tools;
    const { project, run, document, workflow, key, contexts } = this.#task;
    const repository = repositoryOf(github, project);
    const permissions = this.#permissions();
    await makeJobFolder(folder, workshop.toolCache, {
      workflow: jobFile(workflow, key),
      event: runEvent(document, run),
      environment: jobEnvironment(github, repository, run, { idToken: mayIdentify(permissions) }),
      secrets: { ...valuesOf(github.secrets.list(project)), GITHUB_TOKEN: token },
      variables: { ...valuesOf(github.variables.list(project)), [NEEDS_VARIABLE]: JSON.stringify(contexts.needs) },
    });
    if (this.#killed || this.#cancelled !== undefined) return this.#end('cancelled', this.#cancelled);
    const running = await startAct({
      act,
      args: actArguments(folder, {
        event: run.event,
        actor: ownerOf(repository),
        labels: this.#definition['runs-on'].map((label) => interpolate(label, contexts)),
        actions: workshop.actionsFor(this.#definition),
      }),
      cwd: workshop.repository,
      env: actEnvironment(folder, workshop.bin, process.env),
      onLines: (lines) => this.#record.keep(lines.flatMap(readActLine)),
    });
    this.#act = running;
    // Meanwhile it may have been stopped.
    if (this.#killed) running.kill();
    if (this.#cancelled !== undefined) this.#beside.push(this.#stop(running, this.#cancelled));
    const minutes = Number(interpolate(String(this.#definition['timeout-minutes'] ?? DEFAULT_TIMEOUT_MIN), contexts));
    const timer = setTimeout(() => {
      this.cancel(`The job has exceeded the maximum execution time of ${minutes}m0s`);
    }, minutes * 60_000);
    const { errors } = await running.ended;
    clearTimeout(timer);
    await Promise.all(this.#beside);
    return this.#ended(errors);
  }

  async #stop(act: ActProcess, reason: string): Promise<void> {
    const limit = setTimeout(() => act.kill(), this.#tools.cancelWithinMs);
    const job = {
      lives: () => act.lives(),
      isSetUp: () => this.#record.isSetUp,
      unwanted: () => this.#unwantedStep(),
      interrupts: () => {
        this.#record.cancelsStep();
        this.#record.say(`##[error]${reason}`);
      },
    };
    await seeThroughCancel(act.pid, job, this.#tools.patience);
    clearTimeout(limit);
  }

  /** The step under way, unless its condition still holds after a cancel: then it goes on. */
  #unwantedStep(): WorkflowStep | undefined {
    const step = this.#record.stepUnderWay;
    // Unless its action says otherwise, what it does at the end is done always.
    if (step === undefined || step === 'post') return undefined;
    return holdsAfterCancel(step.if, this.#withSteps()) ? undefined : step;
  }

  #ended(errors: string): Ended {
    const result = this.#record.result;
    if (this.#killed || this.#cancelled !== undefined) return this.#end('cancelled');
    if (result === undefined) return this.#end('failure', `The runner has lost the job. ${errors.trim()}`);
    return this.#end(result);
  }

  #end(result: JobResult, because?: string): Ended {
    if (because !== undefined) this.#record.say(`##[error]${because}`);
    const { outputs, said } = jobOutputs(this.#definition.outputs, this.#withSteps(), this.#masker);
    for (const line of said) this.#record.say(line);
    this.#record.end(result, outputs);
    return { result, outputs };
  }

  #withSteps(): Contexts {
    return { ...this.#task.contexts, steps: this.#record.steps };
  }

  #permissions(): WorkflowJob['permissions'] {
    return this.#definition.permissions ?? this.#task.workflow.permissions;
  }
}

function valuesOf(settings: readonly { id: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(settings.map(({ id, value }) => [id, value]));
}
