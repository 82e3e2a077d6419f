import { styleText } from 'node:util';
import { type Changes, changed, type StackEvent } from '@prego/stacks';
import { duration } from '../../../../bootstrap/progress.mjs';

const SIGNS = { create: '+', update: '~', replace: '±', delete: '-' } as const;

/** A line for what a run did to one resource; undefined for what a watcher need not see. */
export function lineOf(event: StackEvent): string | undefined {
  if (event.type === 'message' && event.severity !== 'info') return `    ${event.severity}: ${event.text}`;
  if (event.type !== 'resource' || event.status === 'started' || event.planned) return undefined;
  if (event.action === 'same' || event.action === 'read') return undefined;
  const took = event.durationMs === undefined ? '' : styleText('dim', ` ${duration(event.durationMs)}`);
  const failed = event.status === 'failed' ? styleText('red', ' failed') : '';
  return `    ${styleText('green', SIGNS[event.action])} ${event.kind} ${event.name}${failed}${took}`;
}

/** Such as `9 created, 3 unchanged`; `nothing changed` where that is so. */
export function summaryOf(changes: Changes): string {
  const words = { create: 'created', update: 'updated', replace: 'replaced', delete: 'deleted' } as const;
  const done = Object.entries(words).flatMap(([key, word]) => {
    const count = changes[key as keyof typeof words];
    return count > 0 ? [`${count} ${word}`] : [];
  });
  if (changed(changes) === 0) done.push('nothing changed');
  return [...done, ...(changes.same > 0 ? [`${changes.same} as they were`] : [])].join(', ');
}
