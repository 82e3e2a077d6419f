import { StackError, type StackErrorCode } from '../errors.ts';
import { type Call, type Outcome, runApart } from './run-process.ts';

/** Enough to hold the diagnostics of a failed update, which come last. */
const SHOWN_LINES = 40;

/** As `run`. Where it fails, the test's report also has what the engine said at the end. */
export async function succeeds<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (error) {
    throw withDetail('It failed', error);
  }
}

/**
 * The outcome of a run that is to fail with this code, in a process of its own, as the program itself may refuse. Where
 * it comes to anything else, the test's report has what the engine said at the end.
 */
export async function failsWith(call: Call, code: StackErrorCode): Promise<Outcome> {
  const outcome = await runApart(call);
  if (outcome.code === code) return outcome;
  const came = outcome.code === undefined ? 'It succeeded' : `It failed with ${outcome.code}: ${outcome.message}`;
  throw new Error(`${came}\nIt was to fail with ${code}.\n${lastLines(outcome.detail)}`);
}

function withDetail(what: string, error: unknown): Error {
  if (!(error instanceof StackError)) return new Error(`${what}: ${error}`, { cause: error });
  return new Error(`${what} with ${error.code}: ${error.message}\n${lastLines(error.detail)}`, { cause: error });
}

const lastLines = (text = ''): string => text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
