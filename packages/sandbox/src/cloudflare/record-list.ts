import type { Call, Reply } from '../core/http.ts';
import type { Cloudflare, RecordDocument } from './cloudflare.ts';
import { CloudflareError } from './errors.ts';
import { pageReply } from './paging.ts';
import { showRecord } from './records.ts';
import { pathZone } from './zones.ts';

type Test = (record: RecordDocument) => boolean;

/** Bounds and default of `per_page`: Cloudflare API reference, "List DNS Records". */
const PER_PAGE = { default: 100, min: 1, max: 5_000_000 };

export function listRecords(cloudflare: Cloudflare, call: Call): Reply {
  const zone = pathZone(cloudflare, call);
  const matches = recordFilter(call.query);
  const records = cloudflare.records
    .list(call.project.id)
    .filter((record) => record.zone === zone.id && matches(record))
    .sort(recordOrder(call.query));
  return pageReply(call.query, records.map(showRecord), PER_PAGE);
}

/** Filters by the query's parameters, joined by `match` (`all` unless it says `any`); `search` always holds besides. */
function recordFilter(query: URLSearchParams): Test {
  const tests = [...query].flatMap(([name, value]) => filterOf(name, value) ?? []);
  const search = query.get('search')?.toLowerCase();
  const any = oneOf(query, 'match', ['all', 'any']) === 'any';
  return (record) => {
    const joined = any && tests.length > 0 ? tests.some((test) => test(record)) : tests.every((test) => test(record));
    if (search === undefined) return joined;
    return joined && [record.name, record.content, record.comment ?? ''].some((text) => contains(text, search));
  };
}

/** The test for one parameter; undefined for those that filter nothing (`page`, `order`, …). */
function filterOf(parameter: string, value: string): Test | undefined {
  const [field, operator = 'exact'] = parameter.split('.');
  switch (field) {
    case 'type':
      return (record) => record.type === value;
    case 'proxied':
      return (record) => String(record.proxied) === value;
    case 'name':
    case 'content':
      return (record) => compare(operator, record[field], value);
    case 'comment':
      return (record) => compareComment(operator, record.comment, value);
    case 'tag':
      // No record has tags (see refuseTags), so only their absence is ever true.
      return () => operator === 'absent';
    default:
      return undefined;
  }
}

function compareComment(operator: string, comment: string | null, value: string): boolean {
  if (operator === 'absent') return comment === null;
  if (operator === 'present') return comment !== null;
  return comment !== null && compare(operator, comment, value);
}

/** All comparisons ignore case, as the API reference says. */
function compare(operator: string, text: string, value: string): boolean {
  const [have, want] = [text.toLowerCase(), value.toLowerCase()];
  switch (operator) {
    case 'exact':
      return have === want;
    case 'contains':
      return contains(have, want);
    case 'startswith':
      return have.startsWith(want);
    case 'endswith':
      return have.endsWith(want);
    default:
      return true;
  }
}

function contains(text: string, want: string): boolean {
  return text.toLowerCase().includes(want);
}

function recordOrder(query: URLSearchParams): (a: RecordDocument, b: RecordDocument) => number {
  const field = oneOf(query, 'order', ['type', 'name', 'content', 'ttl', 'proxied']) as keyof RecordDocument;
  const sign = oneOf(query, 'direction', ['asc', 'desc']) === 'desc' ? -1 : 1;
  return (a, b) => {
    const byField = a[field] === b[field] ? 0 : String(a[field]) < String(b[field]) ? -1 : 1;
    const numeric = typeof a[field] === 'number' ? Number(a[field]) - Number(b[field]) : byField;
    return sign * numeric || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
  };
}

/** The parameter's value, or the first of the allowed ones when it is absent. */
function oneOf(query: URLSearchParams, name: string, allowed: string[]): string {
  const value = query.get(name) ?? (allowed[0] as string);
  if (allowed.includes(value)) return value;
  throw new CloudflareError(400, 1004, `${name} must be one of ${allowed.join(', ')}`);
}
