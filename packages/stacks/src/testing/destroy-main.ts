import { StackError } from '../errors.ts';
import type { DestroyOptions } from '../run-options.ts';
import { runStack } from '../run-stack.ts';

/**
 * Destroys a stack in a process of its own and prints the outcome as JSON. Where the program refuses, Pulumi leaves a
 * rejected promise behind that it handles on the process; under jest that process is another, and the suite fails.
 */
const options = JSON.parse(process.argv[2] ?? '') as DestroyOptions;
const outcome = await runStack(options).then(
  ({ changes }) => ({ changes }),
  (error: unknown) => {
    if (!(error instanceof StackError)) throw error;
    return { code: error.code, message: error.message };
  },
);
process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
