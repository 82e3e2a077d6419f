import { tenantZone } from '../cloudflare/access.ts';
import type { ZoneRecord } from '../cloudflare/decide-record.ts';
import type { Command, Context, Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { escaped, section } from '../summary.ts';
import { awaitAnswer, checkUrl, shownUrl } from './complete-answer.ts';
import { verifiedRecord } from './complete-record.ts';
import { type Verdict, verdictOf } from './complete-verdict.ts';

type Inputs = InputsOf<'complete'>;

/**
 * The end of a run, whatever became of its jobs: the last check and the completion, or the failure or cancellation that a job
 * could not tell by itself. Where the attempt has ended already there is nothing left to do.
 */
export const complete: Command<Inputs> = async (context) => {
  const { inputs, io } = context;
  const verdict = verdictOf(inputs.provision_result, inputs.configure_result);
  const session = await sessionOrEnd(context, verdict);
  if (typeof session === 'string') {
    io.notice(`There was nothing left to do: ${session}`, 'Complete');
    return told(session);
  }
  if (verdict.kind === 'ended') {
    const { status, failed_step, error } = verdict;
    if (failed_step !== undefined && status === 'failed') session.fail(failed_step, error);
    await session.end({ status, error, ...(failed_step !== undefined && { failed_step }) });
    io.notice(`The attempt was ended as ${status}: ${error.message} ${error.remedy ?? ''}`, 'Complete');
    return told(`The attempt has ended as ${status}: ${error.message}`);
  }
  if (!verdict.installed) session.skip(8, 'install_not_configured');
  const checked = await finalCheck(context, session);
  await session.end({ status: 'completed' });
  return told(`${session.claim.inputs.canonical_hostname} is ready.`, ...checked);
};

/** The attempt, or how it has ended, where that agrees with the verdict. */
async function sessionOrEnd({ attempt }: Context<Inputs>, verdict: Verdict): Promise<AttemptSession | string> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== 'attempt_ended') throw error;
    // The job that failed has told it.
    if (verdict.kind === 'ended') return error.message;
    throw error;
  }
}

/** Step 9. Returns what was verified, for the summary; throws `check_failed`. */
async function finalCheck({ inputs, io, signal }: Context<Inputs>, session: AttemptSession): Promise<string[]> {
  const zone = tenantZone(inputs, io);
  const { claim } = session;
  const name = claim.inputs.canonical_hostname;
  if (zone === undefined && inputs.check_url === undefined) {
    session.skip(9, 'not_applicable');
    return [];
  }
  session.start(9);
  const patience = { signal, say: (line: string) => io.info(line) };
  const url = inputs.check_url === undefined ? undefined : checkUrl(inputs.check_url, name);
  const expected = { name, content: inputs.host_ipv4, proxied: inputs.dns_proxied };
  const record = zone && (await verifiedRecord(zone, claim.dns, expected, patience));
  const checked = record === undefined ? [] : [verifiedLine(record)];
  if (url !== undefined) {
    const { address } = await awaitAnswer(
      {
        url,
        nameserver: inputs.check_nameserver,
        address: record?.proxied === false ? record.content : undefined,
        timeoutMs: inputs.check_timeout_s * 1_000,
      },
      patience,
    );
    checked.push(`${shownUrl(url)} answers 200 at ${address}.`);
  }
  for (const line of checked) io.info(line);
  session.done(9, {
    ...(record && { record_id: record.id, content: record.content, proxied: record.proxied }),
    ...(url && { url: shownUrl(url) }),
  });
  return checked;
}

const verifiedLine = ({ id, name, content, proxied }: ZoneRecord): string =>
  `The record ${id} says that ${name} leads to ${content}${proxied ? ', proxied' : ''}.`;

const told = (...lines: readonly string[]): Outcome => ({
  outputs: { summary: { result: lines } },
  summary: [section('Complete', ...lines.map(escaped))],
});
