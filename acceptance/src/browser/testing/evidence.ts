import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenPage } from './with-page.ts';

/**
 * The error, with what the page looked like, what it was made of and what it had done said in its message. The folder is the
 * system's temporary one: nobody but a reader of the failure needs it.
 */
export async function keepEvidence({ page, watch }: OpenPage, error: unknown): Promise<Error> {
  const failure = error instanceof Error ? error : new Error(String(error));
  const folder = await mkdtemp(join(tmpdir(), 'prego-page-'));
  const [picture, source] = [join(folder, 'page.png'), join(folder, 'page.html')];
  const kept = await Promise.allSettled([
    page.screenshot({ path: picture }).then(() => picture),
    page.content().then(async (html) => {
      await writeFile(source, html);
      return source;
    }),
  ]);
  const lines = kept.map((each) => (each.status === 'fulfilled' ? each.value : `not kept: ${each.reason}`));
  const isAboutThem = watch.problems.some((problem) => failure.message.includes(problem));
  const before = isAboutThem ? [] : [...new Set(watch.problems)].map((problem) => `before that, ${problem}`);
  failure.message = [failure.message, `at ${page.url()}`, ...before, ...lines].join('\n');
  // Jest prints the stack, which has the message as it was when the error was made.
  const calls = failure.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  failure.stack = [`${failure.name}: ${failure.message}`, ...calls].join('\n');
  return failure;
}
