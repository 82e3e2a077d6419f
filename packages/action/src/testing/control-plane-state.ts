import {
  API_ERRORS,
  type ApiErrorCode,
  type CallbackRequest,
  type ClaimAnswer,
  type JobStatus,
  type LibraryReport,
  type NodeDetail,
} from '@prego/contracts';

/** A job as the test's control plane keeps it: one attempt at a time. */
export interface TestJob {
  readonly job_id: string;
  attempt: number;
  status: JobStatus;
  kind: ClaimAnswer['kind'];
  trace_id: string;
  /** Recorded run; a claim by another one is refused. */
  run_id: number | undefined;
  inputs: ClaimAnswer['inputs'];
  /** The stack that the job needs, and whether this attempt holds its lease. */
  stack: string | undefined;
  lease_held: boolean;
  nodes: ClaimAnswer['nodes'];
  remove_nodes: ClaimAnswer['remove_nodes'];
  dns: ClaimAnswer['dns'];
  offers: ClaimAnswer['offers'];
  library: ClaimAnswer['library'];
  /** How it ended, as the callback told. */
  end: TestEnd | undefined;
  /** Progress callbacks that were taken, heartbeats among them. */
  readonly progress: CallbackRequest[];
  readonly events: TestEvent[];
  /** By attempt and sequence number: `1/0`. */
  readonly log: Map<string, Buffer>;
}

export interface TestEnd {
  readonly status: string;
  readonly failed_stage?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly library?: LibraryReport;
}

export interface TestEvent {
  readonly attempt: number;
  readonly stage: string;
  readonly status: string;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

export type Caller =
  | { readonly kind: 'open' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'run'; readonly run_id: number }
  | { readonly kind: 'attempt'; readonly job: TestJob; readonly attempt: number };

/** A refusal in the control plane's own form. */
export class Refusal extends Error {
  readonly code: ApiErrorCode;

  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return API_ERRORS[this.code][0];
  }

  get body(): string {
    const { code } = this;
    const message = `${this.message} ${API_ERRORS[code][1]}`;
    return JSON.stringify({ error: { code, message, docs: `docs/errors/api/${code}.md`, request_id: 'test' } });
  }
}

/** A provision job that was dispatched and waits for its run's claim: for a new shared server, unless told otherwise. */
export function newJob(job_id: string, given: Partial<TestJob> = {}): TestJob {
  const trace_id = `trace_${job_id.slice(4)}`;
  return {
    job_id,
    attempt: 1,
    status: 'dispatched',
    kind: 'provision',
    trace_id,
    run_id: undefined,
    stack: 'sg',
    lease_held: true,
    nodes: [{ node_id: 'sg-s-7k2m9qxa', role: 'shared', token: `node.sg-s-7k2m9qxa.of-${job_id}` }],
    remove_nodes: [],
    dns: null,
    offers: [{ role: 'shared', server_type: 'cx33', location: 'sin' }],
    library: null,
    end: undefined,
    progress: [],
    events: [],
    log: new Map(),
    ...given,
    inputs: {
      job_id,
      tenant_id: 'acme',
      region: 'sg',
      create_new_server: 'true',
      target_server_id: '',
      subdomain_slug: 'acme',
      canonical_hostname: 'acme.prego.test',
      trace_id,
      ...given.inputs,
    },
  };
}

/** A shared node that is ready, unless told otherwise. */
export function newNode(node_id: string, given: Partial<NodeDetail> = {}): NodeDetail {
  return {
    node_id,
    region: 'sg',
    role: 'shared',
    status: 'ready',
    status_reason: null,
    stack: 'sg',
    job_id: 'job_before',
    tenant_id: null,
    host_ipv4: '203.0.113.7',
    host_ipv6: null,
    private_ip: null,
    hetzner_server_id: 7,
    server_type: 'cx33',
    location: 'sin',
    capacity: 20,
    tenants: 0,
    reservations: 0,
    free_seats: 20,
    metrics: null,
    stale: false,
    registered_at: 1,
    created_at: 1,
    updated_at: 1,
    ssh_host_key: null,
    token_version: 1,
    seats: [],
    ...given,
  };
}
