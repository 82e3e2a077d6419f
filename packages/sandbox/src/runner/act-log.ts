/** Which step a line is about: one of the job's own by its id, or the two that every job has. */
export interface StepRef {
  readonly stage: 'setup' | 'pre' | 'main' | 'post' | 'complete';
  /** The step's id, or where it has none its place from 0. */
  readonly id: string;
  /** Its name, with expressions replaced. */
  readonly title: string;
}

export type StepResult = 'success' | 'failure' | 'skipped';

/** What act tells of a job. */
export type ActEvent =
  | { readonly type: 'step-began'; readonly step: StepRef }
  | { readonly type: 'step-ended'; readonly step: StepRef; readonly result: StepResult }
  | { readonly type: 'said'; readonly step: StepRef | undefined; readonly line: string }
  | { readonly type: 'output'; readonly id: string; readonly name: string; readonly value: string }
  | { readonly type: 'mask'; readonly value: string }
  | { readonly type: 'summary'; readonly text: string }
  | { readonly type: 'job-ended'; readonly result: StepResult };

/** One line of `act --json`: what logrus writes, and act's fields (act 0.2.89, pkg/runner/logger.go and command.go). */
interface ActLine {
  msg?: string;
  level?: string;
  stage?: string;
  step?: string;
  stepID?: string[];
  stepid?: string[];
  stepResult?: StepResult;
  jobResult?: StepResult;
  raw_output?: boolean;
  command?: string;
  arg?: string;
  raw?: string;
  name?: string;
  content?: string;
}

/** Commands that the vendor's logs show so, behind `##`. */
const SHOWN_COMMANDS = new Set(['error', 'warning', 'notice', 'group', 'endgroup']);

/** What a line of act's standard output tells; nothing where it is only act talking of itself. */
export function readActLine(text: string): ActEvent[] {
  const line = parse(text);
  if (!line) return text.trim() === '' ? [] : [{ type: 'said', step: undefined, line: text }];
  const step = stepOf(line);
  const message = (line.msg ?? '').trimEnd();
  if (line.raw_output) return [{ type: 'said', step, line: message }];
  if (line.command !== undefined) return commandEvents(line, step);
  // A composite action's own steps are no steps of the job.
  const own = step && (line.stepID?.length ?? 1) === 1;
  if (line.stepResult !== undefined && own) return [{ type: 'step-ended', step, result: line.stepResult }];
  if (line.jobResult !== undefined) return [{ type: 'job-ended', result: line.jobResult }];
  if (own && message.startsWith(`${BEGINS} Run `)) return [{ type: 'step-began', step }];
  if (line.level === 'error') return [{ type: 'said', step, line: `##[error]${inVendorsWords(message)}` }];
  return [];
}

/** The star in front of act's "Run …". */
const BEGINS = '\u2B50';

function commandEvents(line: ActLine, step: StepRef | undefined): ActEvent[] {
  const { command = '', arg = '' } = line;
  if (command === 'add-mask') return [{ type: 'mask', value: arg }];
  if (command === 'set-output' && line.name !== undefined && step) {
    return [{ type: 'output', id: step.id, name: line.name, value: arg }];
  }
  if (command === 'summary') return [{ type: 'summary', text: line.content ?? '' }];
  if (SHOWN_COMMANDS.has(command)) return [{ type: 'said', step, line: `##[${command}]${arg}` }];
  // What a tool prints while commands are stopped is text, though it looks like one.
  if (command === 'ignored') return [{ type: 'said', step, line: (line.raw ?? '').trimEnd() }];
  return [];
}

function stepOf(line: ActLine): StepRef | undefined {
  const title = line.step ?? '';
  if (line.stepid?.[0] === '--setup-job') return { stage: 'setup', id: '', title };
  if (line.stepid?.[0] === '--complete-job') return { stage: 'complete', id: '', title };
  const stage = line.stage?.toLowerCase();
  if (stage !== 'pre' && stage !== 'main' && stage !== 'post') return undefined;
  return { stage, id: line.stepID?.[0] ?? '', title };
}

function inVendorsWords(message: string): string {
  const [, code] = /^exit status (\d+)$/.exec(message) ?? [];
  return code === undefined ? message : `Process completed with exit code ${code}.`;
}

function parse(text: string): ActLine | undefined {
  try {
    const line = JSON.parse(text) as unknown;
    return typeof line === 'object' && line !== null ? (line as ActLine) : undefined;
  } catch {
    return undefined;
  }
}
