import { StackError } from './errors.ts';
import { changed } from './events.ts';
import { parsePreviewArguments, readPreviewEnvironment, USAGE } from './preview-arguments.ts';
import { previewDocument, renderPreview } from './render-preview.ts';
import type { CommonOptions } from './run-options.ts';
import { runStack } from './run-stack.ts';

export interface PreviewIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly engine?: CommonOptions['engine'];
  readonly signal?: AbortSignal;
}

const EXIT = { same: 0, failed: 1, changes: 2, usage: 64 } as const;

/** `stack:preview`: answers with the exit code. Tells errors as one sentence with what to do. */
export async function previewCommand(args: readonly string[], io: PreviewIo): Promise<number> {
  let parsed = false;
  try {
    const request = parsePreviewArguments(args);
    parsed = true;
    if (request === 'help') {
      io.out(USAGE);
      return EXIT.same;
    }
    const { credentials, backend } = readPreviewEnvironment(io.env);
    const result = await runStack({
      operation: 'preview',
      program: request.program,
      credentials,
      backend,
      ...(io.engine && { engine: io.engine }),
      ...(io.signal && { signal: io.signal }),
      onEvent: (event) => {
        if (event.type === 'message' && event.severity === 'warning') io.err(`warning: ${event.text}`);
        if (event.type === 'waiting') io.err(`waiting ${Math.ceil(event.ms / 1000)} s: Hetzner's requests are used up`);
      },
    });
    io.out(request.json ? JSON.stringify(previewDocument(result), undefined, 2) : renderPreview(result));
    return changed(result.changes) === 0 ? EXIT.same : EXIT.changes;
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    io.err(`${error.code}: ${error.message}`);
    return parsed ? EXIT.failed : EXIT.usage;
  }
}
