import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DriftReport, InventoryPage, InventoryReport, NodeDetail } from '@prego/contracts';
import { type Answer, faulty, json, jsonOr, requireOpen, takes } from './control-plane-answers.ts';
import { type Fault, Faults } from './control-plane-faults.ts';
import { attemptLog, callback, claim, logOf, requireOwn, traceEvents } from './control-plane-job-routes.ts';
import { readNode, readReports, registerNode, report } from './control-plane-other-routes.ts';
import { type Caller, newJob, newNode, Refusal, type TestJob } from './control-plane-state.ts';

/** What the server was asked, in order. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** The body as JSON, or as text where it is none. */
  readonly body: unknown;
  /** 0 where a fault cut the connection. */
  status: number;
}

/**
 * A real HTTP server that behaves as the control plane's routes that the action calls, without its database: for tests of
 * the action. It takes the operator key, attempt tokens and the OIDC tokens that it was asked to issue.
 */
export class ControlPlaneServer {
  readonly url: string;
  readonly operatorKey = `operator-key-${randomUUID()}`;
  readonly jobs = new Map<string, TestJob>();
  readonly nodes = new Map<string, NodeDetail>();
  readonly drift: DriftReport[] = [];
  readonly inventory: InventoryReport[] = [];
  /** What it finds by comparing the inventory with its nodes. */
  compared: InventoryPage = { items: [], kinds: [], next_cursor: null, hourly_cost: 0, missing_nodes: [] };
  readonly requests: SeenRequest[] = [];
  /** Whether a node is ready as soon as it is registered. */
  nodesReportAtOnce = false;
  readonly #faults = new Faults();
  readonly #tokens = new Map<string, { job: TestJob; attempt: number }>();
  readonly #runs = new Map<string, number>();
  readonly #close: () => Promise<void>;

  constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  /** Adds a job that waits for its claim. */
  job(jobId: string, given: Partial<TestJob> = {}): TestJob {
    const job = newJob(jobId, given);
    this.jobs.set(jobId, job);
    return job;
  }

  /** Adds a node, or changes what is known of it. */
  node(nodeId: string, given: Partial<NodeDetail> = {}): NodeDetail {
    const node = { ...(this.nodes.get(nodeId) ?? newNode(nodeId)), ...given };
    this.nodes.set(nodeId, node);
    return node;
  }

  /** An OIDC token of that run, as `Io.idToken` would have it of GitHub. */
  idToken(runId = 1): string {
    const token = `header.${randomUUID()}.signature`;
    this.#runs.set(token, runId);
    return token;
  }

  fault(fault: Fault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** From now on no attempt token is known, as if another claim had voided them. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  /** Ends an attempt as an operator or the sweep would. */
  endJob(jobId: string, status: 'failed' | 'cancelled' | 'completed'): void {
    const job = this.#job(jobId);
    job.status = status;
    job.lease_held = false;
  }

  /** The text of an attempt's log, as far as it has no gap. */
  log(jobId: string, attempt = 1): string {
    return logOf(this.#job(jobId), attempt).text;
  }

  /** `prego_ui_step_04 started` and so on, in the order in which they arrived. */
  events(jobId: string, attempt = 1): string[] {
    const own = this.#job(jobId).events.filter((event) => event.attempt === attempt);
    return own.map(({ stage, status }) => `${stage} ${status}`);
  }

  close(): Promise<void> {
    return this.#close();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', this.url);
    const { authorization } = request.headers;
    const seen: SeenRequest = { method, path: url.pathname, authorization, body: jsonOr(body), status: 0 };
    this.requests.push(seen);
    const kind = this.#faults.take(method, url.pathname);
    if (kind && 'drop' in kind && kind.drop === 'request') return void request.socket.destroy();
    if (kind && 'hold' in kind) await kind.hold;
    const answer = kind && 'status' in kind ? faulty(kind) : this.#answerTo(method, url, authorization, body);
    if (kind && 'drop' in kind) return void request.socket.destroy();
    seen.status = answer.status;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
  }

  #answerTo(method: string, url: URL, authorization: string | undefined, body: Buffer): Answer {
    try {
      return this.#route(method, url, this.#callerOf(authorization), body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: error.body };
    }
  }

  #callerOf(authorization: string | undefined): Caller {
    const credential = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (credential === undefined) return { kind: 'open' };
    if (credential === this.operatorKey) return { kind: 'operator' };
    const run = this.#runs.get(credential);
    if (run !== undefined) return { kind: 'run', run_id: run };
    const attempt = this.#tokens.get(credential);
    if (attempt) return { kind: 'attempt', ...attempt };
    throw new Refusal('unauthorized', 'The credential is not known.');
  }

  #route(method: string, url: URL, caller: Caller, body: Buffer): Answer {
    const route = `${method} ${url.pathname}`;
    const [, jobId = '', action] = /^POST \/internal\/provision-jobs\/([^/]+)\/(claim|callback)$/.exec(route) ?? [];
    if (action === 'claim') {
      const runOf = (token: string) => this.#runOf(token);
      return json(claim(this.#job(jobId), caller, runOf, this.#tokens, jsonOr(body)));
    }
    if (caller.kind === 'open') throw new Refusal('unauthorized', 'This takes a credential, and none was given.');
    if (action === 'callback') {
      requireOwn(takes(caller, 'attempt'), jobId);
      const job = this.#job(jobId);
      const said = jsonOr(body) as { attempt?: number };
      return json(callback(job, caller.kind === 'attempt' ? caller.attempt : (said.attempt ?? job.attempt), said));
    }
    if (route === 'POST /internal/trace-events') {
      return json(traceEvents(this.jobs, takes(caller, 'attempt'), jsonOr(body)));
    }
    const log = /^(GET|PUT) \/internal\/provision-jobs\/([^/]+)\/attempts\/(\d+)\/log(?:\/(\d+))?$/.exec(route);
    if (log) return attemptLog(this.#job(log[2] ?? ''), takes(caller, 'attempt'), log, body);
    const node = /^(GET|POST) \/internal\/nodes(?:\/([^/]+))?$/.exec(route);
    if (node) {
      const who = requireOpen(takes(caller, 'attempt'));
      return node[2] === undefined ? registerNode(this, who, body) : readNode(this, node[2]);
    }
    const reports = /^(GET|POST) \/internal\/(inventory|drift)$/.exec(route);
    if (reports) {
      takes(caller, 'run');
      return method === 'GET' ? readReports(this) : report(this, reports[2] as 'inventory' | 'drift', body);
    }
    throw new Refusal('not_found', 'There is no such route.');
  }

  #runOf(token: string): number {
    const run = this.#runs.get(token);
    if (run === undefined) throw new Refusal('unauthorized', 'The claim exp is not what is expected of a run.');
    return run;
  }

  #job(jobId: string): TestJob {
    const job = this.jobs.get(jobId);
    if (!job) throw new Refusal('job_not_found', `There is no job ${jobId}.`);
    return job;
  }
}

/** Starts the server on a free port of the loopback interface; `port` to come back where one was before. */
export async function startControlPlaneServer({ port = 0 } = {}): Promise<ControlPlaneServer> {
  const http = createServer();
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const server = new ControlPlaneServer(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, async () => {
    http.close();
    http.closeAllConnections();
    await once(http, 'close');
  });
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    server.answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  return server;
}
