import '../unused-imports.ts';

import { StackError } from '../errors.ts';
import { type DedicatedSpec, dedicated } from '../programs/dedicated.ts';
import { library } from '../programs/library.ts';
import type { LibrarySpec } from '../programs/library-spec.ts';
import { type SharedRegionSpec, sharedRegion } from '../programs/shared-region.ts';
import type { RunOptions } from '../run-options.ts';
import { runStack } from '../run-stack.ts';
import { type Call, LISTENING, type Outcome } from './run-process.ts';

/**
 * Does one `runStack` in a process of its own and prints the outcome as JSON: so that it can be killed, and because a
 * program that throws leaves a rejected promise behind that Pulumi handles on the process; under jest that is another.
 * SIGINT and SIGTERM abort the run, as a command would do it.
 */
const { shared, trio, set, broken, ...options } = JSON.parse(process.argv[2] ?? '') as Call;
const program = shared
  ? sharedRegion(shared as SharedRegionSpec)
  : trio
    ? dedicated(trio as DedicatedSpec)
    : set
      ? library(set as LibrarySpec)
      : broken && { stack: 'broken', declare: () => Promise.reject(new TypeError(broken)) };

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

process.stderr.write(`${LISTENING}\n`);

const outcome: Outcome = await runStack({
  ...options,
  ...(program && { program }),
  signal: interrupted.signal,
  onEvent: (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
} as RunOptions as Parameters<typeof runStack>[0]).then(
  ({ changes, steps }) => ({ changes, steps: steps.map(({ action, kind, name }) => `${action} ${kind} ${name}`) }),
  (error: unknown) => {
    if (!(error instanceof StackError)) throw error;
    return { code: error.code, message: error.message, detail: error.detail };
  },
);
process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
