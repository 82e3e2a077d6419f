/** A run of a workflow, as its host tells it. */
export interface WorkflowRun {
  readonly id: number;
  /** Where people see it. */
  readonly url: string;
  /** What its run-name came to. */
  readonly title: string;
  readonly status: 'queued' | 'running' | 'completed';
  /** Once completed: GitHub's word, such as `success`, `failure`, `cancelled`, `timed_out`. */
  readonly conclusion?: string;
  readonly createdAt: number;
}

export interface DispatchRequest {
  /** The workflow's file, such as `provision-tenant.yml`. */
  readonly workflow: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What became of asking for a run. `unknown` is looked up, never repeated blindly. */
export type DispatchOutcome =
  | { readonly outcome: 'accepted'; readonly run?: Pick<WorkflowRun, 'id' | 'url'> }
  | {
      readonly outcome: 'refused';
      readonly message: string;
      /** The same request would be refused again. */
      readonly permanent: boolean;
      /** Given where it was too many requests: none at all is to be sent before. */
      readonly retryAfterS?: number;
    }
  | { readonly outcome: 'unknown'; readonly message: string };

/** Where workflows run: GitHub Actions. All but `dispatch` throw where it can't be reached or refuses. */
export interface WorkflowRunner {
  dispatch(request: DispatchRequest): Promise<DispatchOutcome>;
  /** The run whose name carries this marker (`job_… attempt n`), created no earlier than `since` (ms); none if there is none. */
  findRun(workflow: string, marker: string, since: number): Promise<WorkflowRun | undefined>;
  /** Undefined for one that GitHub does not know. */
  run(id: number): Promise<WorkflowRun | undefined>;
  /** Asks that a run ends; one that has ended or is not known is left as it is. It goes on for a while. */
  cancel(id: number): Promise<void>;
}
