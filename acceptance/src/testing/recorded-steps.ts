import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';
import type { World } from './world.ts';

/** Files of the runner's that a step writes to. Source: GitHub docs, "Workflow commands". */
const FILES_OF_A_STEP = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'GITHUB_ENV', 'GITHUB_PATH'];
const MASK = '::add-mask::';

/**
 * From now on what each process of a step prints and leaves is kept, as it is before the runner has masked any of it: act is told of
 * a Node that does so. `left` is all of it but the secrets that it told the runner to mask, which are `masked`.
 */
export async function recordSteps({ dir }: World): Promise<{ left(): Map<string, string>; masked(): Set<string> }> {
  const kept = join(dir, 'recorded-steps');
  const recorder = join(dir, 'recording-node');
  await mkdir(kept);
  await writeFile(recorder, recorderFor(kept));
  await chmod(recorder, 0o755);
  // The program that tells act where Node is. See packages/sandbox/src/runner/workshop.ts.
  const teller = join(dir, 'sandbox/runner/bin/node');
  const telling = await readFile(teller, 'utf8');
  const changed = telling.replace(`echo '${process.execPath}'`, `echo '${recorder}'`);
  if (changed === telling) throw new Error(`${teller} does not tell where Node is: steps can't be recorded.`);
  await writeFile(teller, changed);
  const lines = () =>
    filesBelow(kept).map((file) => ({ file, lines: readFileSync(join(kept, file), 'utf8').split('\n') }));
  return {
    left: () =>
      new Map(lines().map(({ file, lines }) => [file, lines.filter((line) => !line.startsWith(MASK)).join('\n')])),
    masked: () => {
      const masks = lines().flatMap(({ lines }) => lines.filter((line) => line.startsWith(MASK)));
      return new Set(masks.map((line) => line.slice(MASK.length)));
    },
  };
}

const recorderFor = (kept: string): string => `#!/bin/bash
step=$(mktemp -d '${kept}/XXXXXX')
'${process.execPath}' "$@" > >(tee "$step/stdout") 2> >(tee "$step/stderr" >&2)
code=$?
for name in ${FILES_OF_A_STEP.join(' ')}; do
  if [ -f "\${!name}" ]; then cp "\${!name}" "$step/$name"; fi
done
cp -r "$RUNNER_TEMP" "$step/temp"
cp -r "$HOME" "$step/home"
exit $code
`;
