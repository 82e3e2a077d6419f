import type { CloudConfig } from '../cloud-config.ts';
import type { FaultAt, TemplateFault } from '../fault.ts';

/** Prints every command with its values into cloud-init-output.log: `set` or a shell with -x, in whichever place. */
const TRACES = [
  /(?:^|[;&|({!]|\b(?:then|do|else|builtin)\b)\s*set\s(?:[^\n;&|#]*\s)?-\w*x/m,
  /\b(?:ba|da)?sh(?:\s+-\S+|\s+\w+)*?\s+-\w*x\w*(?![\w-])/,
  /^[^#\n]*\bxtrace\b/m,
];

/** What takes back that a script stops at a failure. */
const GOES_ON =
  /(?:^|[;&|({!]|\b(?:then|do|else|builtin)\b)\s*set\s(?:[^\n;&|#]*\s)?\+(?:\w*e|\w*o\s+(?:errexit|pipefail))\w*(?![\w-])/m;

/** Scripts stop at the first thing that fails, and write no value into the log. */
export function checkScripts({ texts }: CloudConfig, fault: FaultAt): TemplateFault[] {
  return texts.flatMap(({ path, text }) => {
    const faults: TemplateFault[] = [];
    if (TRACES.some((traces) => traces.test(text))) {
      faults.push(fault(path, 'prints its commands, and with them secrets, into a log.', 'Take the -x out.'));
    }
    const strict = strictness(text);
    if (strict !== undefined && firstCommand(text) !== strict) {
      faults.push(fault(path, 'goes on where a command fails.', `Have the line "${strict}" as its first command.`));
    }
    if (strict !== undefined && GOES_ON.test(text)) {
      const remedy = 'Leave set +e out: where one command may fail, write "|| true" behind it.';
      faults.push(fault(path, 'goes on where a command fails.', remedy));
    }
    return faults;
  });
}

/** The first line that is neither empty nor a comment. */
const firstCommand = (text: string): string | undefined =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));

/** The line with which a script of its kind stops at a failure; undefined for what is no shell script. */
function strictness(text: string): string | undefined {
  const shell = /^#!\s*\S*?(?:\/env\s+(?:-S\s*|--split-string[=\s]\s*)?)?(?:\S*\/)?(bash|dash|sh)\b/.exec(text)?.[1];
  if (shell === undefined) return undefined;
  return shell === 'bash' ? 'set -euo pipefail' : 'set -eu';
}
