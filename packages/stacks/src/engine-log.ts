import { asStackError, messageOf, signalOf } from './as-stack-error.ts';
import { classifyFailure } from './classify-failure.ts';
import { StackError } from './errors.ts';
import { eventMapper, type ResourceEvent, type StackEvent } from './events.ts';
import type { Session } from './session.ts';

/** The engine failed. */
export class EngineRunFailure extends StackError {
  /** What it said of each resource that failed, by the program's name of it. */
  readonly failed: ReadonlyMap<string, StackError>;
  /** What was done before. */
  readonly steps: readonly ResourceEvent[];

  constructor(error: StackError, failed: ReadonlyMap<string, StackError>, steps: readonly ResourceEvent[]) {
    super(error.code, error.what, error.remedy, error.detail, error.cause);
    this.failed = failed;
    this.steps = steps;
  }
}

/** What the engine tells while it runs. */
export class EngineLog {
  readonly steps: ResourceEvent[] = [];
  readonly onEvent: (event: Parameters<ReturnType<typeof eventMapper>>[0]) => void;
  readonly #session: Session;
  readonly #errors: { text: string; resource: string | undefined }[] = [];
  #thrown: { error: unknown; message: string } | undefined;

  constructor(session: Session) {
    this.#session = session;
    const toEvent = eventMapper(session.now);
    this.onEvent = (engineEvent) => {
      const event = toEvent(engineEvent);
      if (event !== undefined) this.#note(event);
    };
  }

  /** What the program threw. The engine repeats it, but it is for the caller of the run to tell: it may go on. */
  programThrew(error: unknown): void {
    this.#thrown = { error, message: messageOf(error) };
  }

  /** The error of a run that failed with this, or what the program threw if that is one of `passedOn`. */
  failure(error: unknown, passedOn: readonly (new (...args: never[]) => Error)[]): unknown {
    const thrown = this.#thrown?.error;
    if (passedOn.some((known) => thrown instanceof known)) return thrown;
    if (error instanceof StackError) return error;
    const texts = this.#errors.map(({ text }) => text);
    const failed = asStackError(error, this.#session, texts);
    if (this.#session.signal.aborted) return failed;
    if (thrown instanceof StackError) return thrown;
    if (thrown !== undefined) return programError(thrown, failed.detail);
    // Of one that was killed it is unknown what would have become of the rest.
    return signalOf(error) ? failed : new EngineRunFailure(failed, this.#failedResources(), this.steps);
  }

  #note(event: StackEvent): void {
    if (event.type === 'message' && event.severity === 'error') {
      if (this.#thrown && event.text.includes(this.#thrown.message)) return;
      this.#errors.push({ text: event.text, resource: event.resource });
    }
    if (event.type === 'resource' && event.status === 'done') this.steps.push(event);
    this.#session.emit(event);
  }

  #failedResources(): Map<string, StackError> {
    const failed = new Map<string, StackError>();
    for (const { text, resource } of this.#errors) {
      if (resource !== undefined && !failed.has(resource)) failed.set(resource, classifyFailure([text], ''));
    }
    return failed;
  }
}

function programError(thrown: unknown, detail: string | undefined): StackError {
  const what = `The program failed: ${messageOf(thrown).replace(/\.$/, '')}.`;
  return new StackError('program_error', what, 'Mend the program, then run it again.', detail, thrown);
}
