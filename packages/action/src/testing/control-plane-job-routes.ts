import { randomUUID } from 'node:crypto';
import {
  CallbackRequest,
  type ClaimAnswer,
  ClaimRequest,
  LOG_CHUNK_MAX_BYTES,
  LOG_SEQ_MAX,
  TraceEventsRequest,
} from '@prego/contracts';
import type { z } from 'zod';
import { type Answer, json, requireOpen } from './control-plane-answers.ts';
import { type Caller, Refusal, type TestJob } from './control-plane-state.ts';

/** Far enough away for any test. */
const LATER = 4_000_000_000_000;

export function valid<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal('invalid_request', `${issue?.path.join('.')}: ${issue?.message}.`);
}

const hasEnded = ({ status }: TestJob): boolean => ['completed', 'failed', 'cancelled'].includes(status);

/** As use-cases/claim-job.ts and claim-ended.ts of the control plane. The new token is noted in `tokens`; those before are void. */
export function claim(
  job: TestJob,
  caller: Caller,
  runOf: (token: string) => number,
  tokens: Map<string, { job: TestJob; attempt: number }>,
  body: unknown,
): ClaimAnswer {
  const request = valid(ClaimRequest, body);
  const run = request.oidc_token === undefined ? request.run_id : runOf(request.oidc_token);
  if (request.oidc_token === undefined && caller.kind !== 'operator') {
    throw new Refusal('unauthorized', "A claim takes the workflow run's OIDC token, or the operator key.");
  }
  if (job.run_id !== undefined && run !== undefined && run !== job.run_id) {
    throw new Refusal('run_mismatch', `This is not the run of ${job.job_id}: it is not ${job.run_id}.`);
  }
  const { attempt = job.attempt } = request;
  const over = attempt !== job.attempt || hasEnded(job);
  const again = request.after_end === true && run !== undefined && run === job.run_id;
  if (over && !again) {
    const how = attempt === job.attempt ? job.status : 'overtaken by a later attempt';
    throw new Refusal('attempt_ended', `Attempt ${attempt} of ${job.job_id} has ended: ${how}.`);
  }
  if (!over) begin(job, run);
  for (const [token, of] of tokens) if (of.job === job && of.attempt === attempt) tokens.delete(token);
  const token = `attempt-token-${randomUUID()}`;
  tokens.set(token, { job, attempt });
  const lease =
    !over && job.stack !== undefined && job.lease_held ? { stack: job.stack, fence: 1, expires_at: LATER } : null;
  const { job_id, kind, inputs } = job;
  const { nodes, remove_nodes, dns, offers } = over ? { nodes: [], remove_nodes: [], dns: null, offers: [] } : job;
  return {
    job_id,
    attempt,
    kind,
    token,
    token_expires_at: LATER,
    inputs: { ...inputs, attempt: String(attempt) },
    stack_lease: lease,
    nodes,
    remove_nodes,
    dns,
    offers,
    library: over ? null : job.library,
  };
}

function begin(job: TestJob, run: number | undefined): void {
  if (!['dispatching', 'dispatched', 'running'].includes(job.status)) {
    throw new Refusal('move_refused', `${job.job_id} is ${job.status}: no run was dispatched.`);
  }
  job.status = 'running';
  job.run_id ??= run;
}

/** As use-cases/take-callback.ts. */
export function callback(job: TestJob, attempt: number, body: unknown) {
  const report = valid(CallbackRequest, body);
  const { status } = report;
  const answer = { job_id: job.job_id, attempt, status, lease_expires_at: null };
  if (attempt !== job.attempt || hasEnded(job)) {
    if (attempt === job.attempt && job.status === status) return answer;
    throw new Refusal('attempt_ended', `Attempt ${attempt} of ${job.job_id} has ended.`);
  }
  if (report.dns !== undefined) job.dns = report.dns;
  if (status === 'progress') {
    if (job.status !== 'running') throw new Refusal('move_refused', `${job.job_id} is ${job.status}.`);
    job.progress.push(report);
    if (report.lease_released) job.lease_held = false;
    const holds = job.stack !== undefined && job.lease_held;
    return { ...answer, status: 'running', lease_expires_at: holds ? LATER : null };
  }
  job.status = status;
  job.lease_held = false;
  job.end = {
    status,
    ...(report.failed_stage !== undefined && { failed_stage: report.failed_stage }),
    ...(report.error && { error: report.error }),
    ...(report.library && { library: report.library }),
  };
  return answer;
}

/** As use-cases/post-trace-events.ts. */
export function traceEvents(jobs: ReadonlyMap<string, TestJob>, caller: Caller, body: unknown) {
  const { events } = valid(TraceEventsRequest, body);
  for (const { job_id, attempt } of events) requireOwn(caller, job_id, attempt);
  let accepted = 0;
  let repeated = 0;
  const refused: { index: number; code: string; message: string }[] = [];
  for (const [index, { job_id, attempt, trace_id, stage, status, at, data }] of events.entries()) {
    const job = jobs.get(job_id);
    const refuse = (code: string, message: string) => refused.push({ index, code, message });
    if (!job) refuse('job_not_found', `There is no job ${job_id}.`);
    else if (attempt > job.attempt) refuse('not_found', `${job_id} has no attempt ${attempt}.`);
    else if (trace_id !== undefined && trace_id !== job.trace_id) refuse('conflict', 'Another trace.');
    else if (job.events.some((e) => e.attempt === attempt && e.stage === stage && e.status === status)) repeated++;
    else {
      job.events.push({ attempt, stage, status, at, data });
      accepted++;
    }
  }
  return { accepted, repeated, refused };
}

/** As use-cases/put-log-chunk.ts. */
function putChunk(job: TestJob, attempt: number, seq: number, body: Buffer) {
  if (!(seq >= 0 && seq <= LOG_SEQ_MAX)) throw new Refusal('invalid_request', 'seq: too large.');
  if (body.byteLength > LOG_CHUNK_MAX_BYTES) throw new Refusal('payload_too_large', 'The chunk is too large.');
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refusal('invalid_request', 'The chunk is no UTF-8: cut it between characters.');
  }
  if (attempt > job.attempt) throw new Refusal('not_found', `There is no attempt ${attempt}.`);
  const key = `${attempt}/${seq}`;
  const stored = job.log.get(key);
  if (stored && !stored.equals(body)) throw new Refusal('conflict', `Chunk ${seq} is there with another content.`);
  job.log.set(key, body);
  return { seq, bytes: body.byteLength, repeated: stored !== undefined };
}

/** PUT or GET of an attempt's log, as the route's pattern has taken it apart. */
export function attemptLog(job: TestJob, caller: Caller, [, method, , n, seq]: RegExpExecArray, body: Buffer): Answer {
  requireOwn(caller, job.job_id, Number(n));
  if (method === 'PUT') return json(putChunk(job, Number(n), Number(seq), body));
  requireOpen(caller);
  const { text, lastSeq } = logOf(job, Number(n));
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'log-last-seq': String(lastSeq) };
  return { status: 200, body: text, headers };
}

/** An attempt's log as far as it is without gaps. */
export function logOf(job: TestJob, attempt: number): { text: string; lastSeq: number } {
  let text = '';
  let seq = 0;
  for (let chunk = job.log.get(`${attempt}/0`); chunk; chunk = job.log.get(`${attempt}/${seq}`)) {
    text += chunk.toString('utf8');
    seq++;
  }
  return { text, lastSeq: seq - 1 };
}

/** An attempt speaks of its own job only. */
export function requireOwn(caller: Caller, jobId: string, attempt?: number): void {
  if (caller.kind !== 'attempt') return;
  if (caller.job.job_id === jobId && (attempt === undefined || attempt === caller.attempt)) return;
  throw new Refusal('forbidden', `The token is that of ${caller.job.job_id}, attempt ${caller.attempt}.`);
}
