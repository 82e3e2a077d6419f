import { run } from '../../bootstrap/run.mjs';

/** Runs a tool of the system. Where it fails, the error says what is `needed`, in place of a stack trace. */
export async function runSystemTool(command: string, args: string[], needed: string, cwd?: string): Promise<void> {
  await run(command, args, cwd === undefined ? {} : { cwd }).catch((error: Error) => {
    throw new Error(`This needs ${needed}: '${command}' failed. ${error.message}`, { cause: error });
  });
}
