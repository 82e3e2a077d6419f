import { styleText } from 'node:util';
import { type Changes, changed, type StackEvent } from '@prego/stacks';
import { duration } from '../../../../bootstrap/progress.mjs';

const SIGNS = { create: '+', import: '=', update: '~', replace: '±', delete: '-' } as const;
/** What is done faster than this shows no time. */
const WORTH_A_TIME_MS = 50;
/** For a terminal that does not tell its width. */
const NARROW = 80;

/** Shows a run as it goes: a line for each resource that is done, and on a terminal one that names what is under way. */
export class RunView {
  readonly #underWay = new Set<string>();
  readonly #out: NodeJS.WriteStream;
  readonly #stop: AbortSignal;

  constructor(out: NodeJS.WriteStream, stop: AbortSignal) {
    this.#out = out;
    this.#stop = stop;
  }

  show(event: StackEvent): void {
    // What the engine says of an interrupted run is no news to whoever interrupted it.
    if (event.type === 'message' && this.#stop.aborted) return;
    const line = lineOf(event);
    if (this.#out.isTTY) this.#out.write('\r\x1b[2K');
    if (line) this.#out.write(`${line}\n`);
    if (event.type !== 'resource' || event.planned || !(event.action in SIGNS)) return;
    const what = `${event.kind} ${event.name}`;
    if (event.status === 'started') this.#underWay.add(what);
    else this.#underWay.delete(what);
    if (this.#out.isTTY && this.#underWay.size > 0) {
      const names = [...this.#underWay].join(', ').slice(0, (this.#out.columns || NARROW) - 8);
      this.#out.write(styleText('dim', `    … ${names}`));
    }
  }
}

/** A line for what a run did to one resource; undefined for what a watcher need not see. */
export function lineOf(event: StackEvent): string | undefined {
  if (event.type === 'message' && event.severity !== 'info') return `    ${event.severity}: ${event.text}`;
  if (event.type !== 'resource' || event.status === 'started' || event.planned) return undefined;
  if (event.action === 'same' || event.action === 'read') return undefined;
  const { durationMs = 0 } = event;
  const took = durationMs < WORTH_A_TIME_MS ? '' : styleText('dim', ` ${duration(durationMs)}`);
  const failed = event.status === 'failed' ? styleText('red', ' failed') : '';
  return `    ${styleText('green', SIGNS[event.action])} ${event.kind} ${event.name}${failed}${took}`;
}

/** Such as `9 created, 3 as they were`; `nothing changed` where that is so. */
export function summaryOf(changes: Changes): string {
  const words = {
    create: 'created',
    import: 'adopted',
    update: 'updated',
    replace: 'replaced',
    delete: 'deleted',
  } as const;
  const done = Object.entries(words).flatMap(([key, word]) => {
    const count = changes[key as keyof typeof words];
    return count > 0 ? [`${count} ${word}`] : [];
  });
  if (changed(changes) === 0) done.push('nothing changed');
  return [...done, ...(changes.same > 0 ? [`${changes.same} as they were`] : [])].join(', ');
}
