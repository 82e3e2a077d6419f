import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { type OpenAttempt, openAttempt } from '../control-plane/open-attempt.ts';
import { type CommandName, INPUTS_OF, type InputsOf } from '../inputs/schema.ts';
import type { ControlPlaneServer } from './control-plane-server.ts';
import { type RecordedIo, recordedIo } from './recorded-io.ts';

export interface TestContext<Name extends CommandName> {
  readonly context: Context<InputsOf<Name>>;
  readonly io: RecordedIo;
  /** The attempt, once it is claimed. */
  session(): Promise<AttemptSession>;
  /** Sends what the attempt still has to tell, and forgets the machine. */
  close(): Promise<void>;
}

/** What a command is run with, with a real session at the test's control plane; defaults of the inputs are theirs. */
export async function commandContext<Name extends CommandName>(
  command: Name,
  controlPlane: ControlPlaneServer,
  inputs: Readonly<Record<string, unknown>>,
  {
    signal = new AbortController().signal,
    ...opening
  }: Partial<Pick<OpenAttempt, 'signal' | 'onLost' | 'rhythm'>> = {},
): Promise<TestContext<Name>> {
  const temp = await mkdtemp(join(tmpdir(), 'prego-command-'));
  const io = recordedIo({
    env: { RUNNER_TEMP: temp, GITHUB_RUN_ID: '1' },
    now: () => Math.round(performance.timeOrigin + performance.now()),
  });
  const own = { control_plane_url: controlPlane.url, control_plane_token: controlPlane.operatorKey };
  const parsed = INPUTS_OF[command].parse({ command, ...own, ...inputs }) as InputsOf<Name>;
  let opened: Promise<AttemptSession> | undefined;
  const attempt = () => {
    opened ??= openAttempt({ io, inputs: parsed, signal, ...opening });
    return opened;
  };
  return {
    io,
    context: { inputs: parsed, io, signal, attempt },
    session: attempt,
    close: async () => {
      await (await opened)?.close(5_000);
      await rm(temp, { recursive: true, force: true });
    },
  };
}
