import { GithubError } from './errors.ts';

const POINT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/**
 * The test that a `created` parameter asks for, on epoch ms. Source: GitHub docs, "Understanding the search syntax",
 * query for dates: `>`, `>=`, `<`, `<=`, `a..b`, `*..b`, `a..*`, or one date or time, which stands for all of its
 * day or second. What GitHub says to nonsense is not documented: here it is refused.
 */
export function createdFilter(text: string): (epochMs: number) => boolean {
  const [, first, last] = /^(.+)\.\.(.+)$/.exec(text) ?? [];
  if (first !== undefined && last !== undefined) {
    const from = first === '*' ? Number.NEGATIVE_INFINITY : spanOf(first).from;
    const to = last === '*' ? Number.POSITIVE_INFINITY : spanOf(last).to;
    return (at) => at >= from && at < to;
  }
  const [, operator, point] = /^(>=|<=|>|<)?(.*)$/.exec(text) as unknown as [string, string | undefined, string];
  const { from, to } = spanOf(point);
  switch (operator) {
    case '>=':
      return (at) => at >= from;
    case '>':
      return (at) => at >= to;
    case '<=':
      return (at) => at < to;
    case '<':
      return (at) => at < from;
    default:
      return (at) => at >= from && at < to;
  }
}

/** All the time that a date or a time of day stands for. */
function spanOf(point: string): { from: number; to: number } {
  const from = POINT.test(point) ? Date.parse(point) : Number.NaN;
  if (Number.isNaN(from)) {
    throw new GithubError(422, 'Validation Failed', [{ resource: 'WorkflowRun', field: 'created', code: 'invalid' }]);
  }
  const length = !point.includes('T') ? DAY_MS : /T\d{2}:\d{2}:/.test(point) ? SECOND_MS : MINUTE_MS;
  return { from, to: from + length };
}
