import {
  CallbackAnswer,
  type CallbackRequest,
  type ClaimAnswer,
  type LibraryReport,
  NodeDetail,
  type RegisterNode,
  type SkipReason,
} from '@prego/contracts';
import { z } from 'zod';
import type { Io } from '../runner/io.ts';
import type { Access } from './attempt-access.ts';
import type { ActionStep, AttemptSession, Failure, LookAt } from './attempt-session.ts';
import { type End, endReport, stageOf } from './end-report.ts';
import type { EventData } from './event-data.ts';
import { isFinal } from './final-refusal.ts';
import { HEARTBEAT_MS, Heartbeat } from './heartbeat.ts';
import type { Journal } from './journal.ts';
import { LostLease } from './lost-lease.ts';
import { Narrator, type Rhythm } from './narrator.ts';

/**
 * How long the story may hold up the attempt's end, and the end itself the step; in milliseconds. What does not get through is
 * post's. A cancelled run has 7.5 s in all, of which the engine needs most: whoever ends it knows how many are left.
 */
const PATIENCE = {
  completed: { story: 10_000, end: 120_000 },
  failed: { story: 8_000, end: 20_000 },
  cancelled: { story: 7_000, end: 7_000 },
} as const;

/** The next report, and the end, say it again: none holds the run up for longer than the failed end of one may take. */
const RESOURCES_MS = 8_000;

export interface Claimed {
  readonly io: Io;
  readonly claim: ClaimAnswer;
  readonly access: Access;
  readonly journal: Journal;
  /** The run's. What ends the attempt does not heed it. */
  readonly signal: AbortSignal;
  readonly traced: boolean;
  readonly rhythm: Rhythm;
  readonly onLost: (error: Error) => void;
}

/** An attempt that was claimed, until it is closed. */
export class ClaimedAttempt implements AttemptSession {
  readonly claim: ClaimAnswer;
  readonly #of: Claimed;
  readonly #narrator: Narrator;
  readonly #heartbeat: Heartbeat;
  #current: ActionStep | undefined;
  #ended = false;
  /** What the end tells again: nothing that something may have been made since. */
  #library: LibraryReport | undefined;
  /** Whether the stack is ours to work on. */
  #holdsStack: boolean;

  constructor(of: Claimed) {
    const { io, access, journal, traced, rhythm, onLost } = of;
    this.#of = of;
    this.claim = of.claim;
    this.#holdsStack = of.claim.stack_lease !== null;
    this.#narrator = new Narrator(io, access, journal, { traced, rhythm });
    const everyMs = rhythm.heartbeatMs ?? HEARTBEAT_MS;
    this.#heartbeat = new Heartbeat({ beat: () => this.#beat(everyMs), everyMs, onLost });
    this.#heartbeat.start();
  }

  get current(): ActionStep | undefined {
    return this.#current;
  }

  get ended(): boolean {
    return this.#ended;
  }

  start(step: ActionStep): void {
    this.#current = step;
    this.#narrator.event(stageOf(step), 'started');
  }

  done(step: ActionStep, data?: EventData): void {
    this.#over(step);
    this.#narrator.event(stageOf(step), 'done', data);
  }

  skip(step: ActionStep, reason: SkipReason): void {
    this.#over(step);
    this.#narrator.event(stageOf(step), 'skipped', { reason });
  }

  fail(step: ActionStep, { code, message, remedy }: Failure): void {
    const data = { error_code: code, error_message: message, ...(remedy !== undefined && { remedy }) };
    this.#narrator.event(stageOf(step), 'failed', data);
  }

  event(stage: string, status: 'started' | 'done' | 'failed' | 'skipped', data?: EventData): void {
    this.#narrator.event(stage, status, data);
  }

  log(line: string): void {
    this.#narrator.line(line);
  }

  async resources(report: LibraryReport, when: LookAt): Promise<void> {
    this.#library = when === 'the_end' ? report : undefined;
    const { io, signal } = this.#of;
    try {
      await this.#callback({ status: 'progress', library: report }, { signal, withinMs: RESOURCES_MS });
    } catch (error) {
      // What is final ends the heartbeat, which says so.
      if (!isFinal(error)) io.info(`What there is could not be told now: ${(error as Error).message}`);
    }
  }

  async progress(report: Parameters<AttemptSession['progress']>[0]): Promise<CallbackAnswer> {
    if (report.lease_released) this.#holdsStack = false;
    return await this.#callback({ status: 'progress', ...report }, { signal: this.#of.signal });
  }

  async end(end: End): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#heartbeat.stop();
    const { io, journal } = this.#of;
    const how = endReport(end, this.claim.attempt, (text) => io.masked(text));
    const report = this.#library ? { ...how, library: this.#library } : how;
    const n = journal.end(report);
    const { story, end: withinMs } = PATIENCE[end.status];
    const told = this.#narrator.flush(AbortSignal.timeout(story));
    // Who is cancelled has no time for one after the other, and what is missing of the story is taken after its end too.
    if (end.status !== 'cancelled') await told;
    try {
      await this.#callback(report, { withinMs });
      journal.sent(n);
    } catch (error) {
      // It will never be taken: post need not try.
      if (isFinal(error)) journal.sent(n);
      throw error;
    }
  }

  async node(nodeId: string): Promise<NodeDetail> {
    const { access, signal } = this.#of;
    return await access.json({ method: 'GET', path: `/internal/nodes/${nodeId}`, signal }, NodeDetail);
  }

  async register(node: RegisterNode): Promise<void> {
    const { access, signal } = this.#of;
    await access.json({ method: 'POST', path: '/internal/nodes', body: node, signal }, z.unknown());
  }

  async close(withinMs: number): Promise<void> {
    this.#heartbeat.stop();
    await this.#narrator.flush(AbortSignal.timeout(withinMs));
    this.#narrator.stop();
  }

  #over(step: ActionStep): void {
    if (this.#current === step) this.#current = undefined;
  }

  async #beat(everyMs: number): Promise<void> {
    const { lease_expires_at } = await this.#callback({ status: 'progress' }, { withinMs: everyMs });
    const { stack_lease } = this.claim;
    if (stack_lease && this.#holdsStack && lease_expires_at === null) throw new LostLease(stack_lease.stack);
  }

  async #callback(report: CallbackRequest, call: { signal?: AbortSignal; withinMs?: number }): Promise<CallbackAnswer> {
    const path = `/internal/provision-jobs/${this.claim.job_id}/callback`;
    const body = { attempt: this.claim.attempt, ...report };
    // A conflict is that of two who wrote the job at once: the same report again finds it settled.
    return await this.#of.access.json({ method: 'POST', path, body, passing: ['conflict'], ...call }, CallbackAnswer);
  }
}
