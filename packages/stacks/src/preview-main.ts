import './unused-imports.ts';

import { previewCommand } from './preview-command.ts';

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());

const code = await previewCommand(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  signal: interrupted.signal,
});
// Not by `process.exitCode`: the Automation API leaves handles open that would keep the process for a while.
process.exit(code);
