import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandTable } from '../commands/index.ts';
import type { Command } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type Run, runCommand } from '../run-command.ts';
import { type RecordedIo, recordedIo } from './recorded-io.ts';
import { type RecordedSession, recordedSession } from './recorded-session.ts';

export const TOKEN = 'operator-key-0123456789';
const INPUTS = {
  INPUT_COMMAND: 'dns',
  INPUT_CONTROL_PLANE_URL: 'https://control.example.com',
  INPUT_CONTROL_PLANE_TOKEN: TOKEN,
  INPUT_JOB_ID: 'job_1',
  INPUT_TENANT_ID: 'acme',
  INPUT_REGION: 'sg',
  INPUT_SUBDOMAIN_SLUG: 'acme',
  INPUT_CANONICAL_HOSTNAME: 'acme.example.com',
  INPUT_HOST_IPV4: '203.0.113.7',
};

/** A step of `command: dns`, with a command of the test's in its place. Nothing is ever late, unless `after` says so. */
export class CommandRun {
  readonly io: RecordedIo;
  session: RecordedSession;
  /** How many claims there were. */
  claims = 0;
  readonly cancel = new AbortController();
  readonly giveUp = new AbortController();
  /** Milliseconds of the runner's patience, once it has cancelled. */
  left: number | undefined;
  /** What the control plane's client says when the attempt is another's. */
  lose: (error: Error) => void = () => {};
  readonly #temp = mkdtempSync(join(tmpdir(), 'prego-run-'));

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.io = recordedIo({ env: { ...INPUTS, RUNNER_TEMP: this.#temp, ...env } });
    this.session = recordedSession({ jobId: 'job_1', tenantId: 'acme', hostname: 'acme.example.com' });
    const { told } = this.session;
    this.change({ close: async () => void told.push('close') });
  }

  /** Has the session behave otherwise. */
  change(session: Partial<AttemptSession>): void {
    this.session = Object.assign(Object.create(this.session), session);
  }

  run(command: Command<Inputs>, more: Partial<Run> = {}): Promise<0 | 1> {
    const load = async () => command;
    const never = new Promise<never>(() => {});
    return runCommand({
      io: this.io,
      cancellation: { signal: this.cancel.signal, giveUp: this.giveUp.signal, leftMs: () => this.left },
      commands: new Proxy({} as CommandTable, { get: () => load }),
      openAttempt: async ({ onLost }) => {
        this.claims++;
        this.lose = onLost;
        return this.session;
      },
      claim: 'c1',
      crashed: never,
      after: () => never,
      ...more,
    });
  }

  remove(): void {
    rmSync(this.#temp, { recursive: true });
  }
}

export const TAKEN = new ActionError('dns_taken', 'The address is taken.', 'Choose another.', {
  detail: 'record 1234',
});

/** A command that fails in the middle of step 7. */
export const failing =
  (error: unknown): Command<Inputs> =>
  async ({ attempt }) => {
    (await attempt()).start(7);
    throw error;
  };
