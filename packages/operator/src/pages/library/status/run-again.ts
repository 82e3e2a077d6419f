import type { LibraryInputs } from '@prego/contracts';
import { PROVISIONING_NAME_MAX, SERVER_PREFIX_MAX } from '@prego/contracts/library-rules';
import { type RunSearch, runSearch } from '../run/run-search.ts';

/**
 * The address of the form with what was entered before, to be changed. The name and the servers' prefix are others: as long as
 * this one is on the list it keeps its own.
 */
export function runAgain({ name, server_prefix, values, ...chosen }: LibraryInputs): RunSearch {
  return runSearch({
    ...Object.fromEntries(Object.entries(chosen).map(([input, value]) => [input, String(value ?? '')])),
    ...Object.fromEntries(Object.entries(values).map(([own, value]) => [`values.${own}`, value])),
    name: counted(name, ' ', PROVISIONING_NAME_MAX),
    server_prefix: counted(server_prefix, '-', SERVER_PREFIX_MAX),
  });
}

/** The same with the next number behind it, not longer than `most`: `Orders 2` for `Orders`, `Orders 3` for that. */
function counted(text: string, between: string, most: number): string {
  const [, stem = text, number = '1'] = new RegExp(`^(.+)${between}(\\d{1,3})$`, 'u').exec(text) ?? [];
  const end = `${between}${Number(number) + 1}`;
  // Neither half a sign at its end, nor one that a name may not end with.
  return stem.slice(0, most - end.length).replace(/[ ._-]*[\uD800-\uDBFF]?$/, '') + end;
}
