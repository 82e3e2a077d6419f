import { carriesMarker } from '@prego/contracts';
import type { WorkflowRun, WorkflowRunner } from '../ports/workflow-runner.ts';

export const MOODS = ['told', 'untold', 'lost', 'nothing', 'busy', 'refused', 'impossible'] as const;
export type Mood = (typeof MOODS)[number];

type Kept = WorkflowRun & { inputs: Readonly<Record<string, string>> };

/**
 * A GitHub whose mood is set, for tests of what follows from it; how it is read from HTTP is tested elsewhere. `told`: the run
 * and its id. `untold`: the run without its id. `lost`: the run, and no answer. `nothing`: no run, and no answer.
 */
export class MoodyRunner implements WorkflowRunner {
  mood: Mood = 'told';
  /** Answers nothing to look-ups while it is set. */
  blind = false;
  readonly runs: Kept[] = [];

  async dispatch({ inputs }: { inputs: Readonly<Record<string, string>> }) {
    if (this.mood === 'busy')
      return { outcome: 'refused', message: 'busy', permanent: false, retryAfterS: 30 } as const;
    if (this.mood === 'refused') return { outcome: 'refused', message: 'no', permanent: false } as const;
    if (this.mood === 'impossible') return { outcome: 'refused', message: 'never', permanent: true } as const;
    if (this.mood === 'nothing') return { outcome: 'unknown', message: 'timeout' } as const;
    const id = this.runs.length + 1;
    const run: Kept = {
      ...{ id, url: `https://github.test/${id}`, title: `${inputs.job_id} attempt ${inputs.attempt}` },
      ...{ status: 'queued', createdAt: id, inputs },
    };
    this.runs.push(run);
    if (this.mood === 'lost') return { outcome: 'unknown', message: 'dropped' } as const;
    return this.mood === 'told' ? ({ outcome: 'accepted', run } as const) : ({ outcome: 'accepted' } as const);
  }

  async findRun(_workflow: string, marker: string): Promise<WorkflowRun | undefined> {
    this.#look();
    return this.runs.find(({ title }) => carriesMarker(title, marker));
  }

  async run(id: number): Promise<WorkflowRun | undefined> {
    this.#look();
    return this.runs.find((run) => run.id === id);
  }

  async cancel(id: number): Promise<void> {
    this.end(id, 'cancelled');
  }

  end(id: number, conclusion: string): void {
    const at = this.runs.findIndex((run) => run.id === id && run.status !== 'completed');
    const run = this.runs[at];
    if (run) this.runs[at] = { ...run, status: 'completed', conclusion };
  }

  #look(): void {
    if (this.blind) throw new Error('GitHub does not answer');
  }
}
