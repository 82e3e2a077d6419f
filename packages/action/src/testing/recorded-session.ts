import type { ClaimAnswer, RecordedDns } from '@prego/contracts';
import type { ActionStep, AttemptSession, Failure } from '../control-plane/attempt-session.ts';

/** An `AttemptSession` that remembers what it was told. */
export interface RecordedSession extends AttemptSession {
  /** `7 started`, `8 skipped install_not_configured`, `9 failed check_failed`, `engine.up done`, `progress {…}`, `end {…}`, in order. */
  readonly told: string[];
}

export function recordedSession(given: {
  jobId: string;
  tenantId: string;
  hostname: string;
  dns?: RecordedDns | null;
}): RecordedSession {
  const { jobId: job_id, tenantId: tenant_id, hostname: canonical_hostname, dns = null } = given;
  const told: string[] = [];
  let current: ActionStep | undefined;
  let ended = false;
  const over = (step: ActionStep, what: string) => {
    told.push(`${step} ${what}`);
    if (current === step) current = undefined;
  };
  const claim: ClaimAnswer = {
    job_id,
    attempt: 1,
    kind: 'provision',
    token: 'attempt-token',
    token_expires_at: 3_600_000,
    inputs: {
      job_id,
      tenant_id,
      region: 'sg',
      create_new_server: 'false',
      target_server_id: 'sg-s-00000000',
      subdomain_slug: canonical_hostname.split('.')[0] ?? '',
      canonical_hostname,
    },
    stack_lease: null,
    nodes: [],
    remove_nodes: [],
    dns,
    offers: [],
    library: null,
  };
  return {
    claim,
    told,
    start: (step) => {
      told.push(`${step} started`);
      current = step;
    },
    done: (step) => over(step, 'done'),
    skip: (step, reason) => over(step, `skipped ${reason}`),
    fail: (step, { code }: Failure) => over(step, `failed ${code}`),
    event: (stage, status, data) => void told.push(`${stage} ${status} ${JSON.stringify(data ?? {})}`),
    log: () => {},
    resources: async (report) => void told.push(`resources ${JSON.stringify(report)}`),
    get current() {
      return current;
    },
    progress: async (report) => {
      told.push(`progress ${JSON.stringify(report)}`);
      return { job_id, attempt: 1, status: 'running', lease_expires_at: null };
    },
    end: async (report) => {
      told.push(`end ${JSON.stringify(report)}`);
      ended = true;
    },
    get ended() {
      return ended;
    },
    node: async (nodeId) => {
      throw new Error(`there is no node ${nodeId}`);
    },
    register: async () => {},
    close: async () => {},
  };
}
