import type { SyntaxNode } from 'unbash';
import { commandsIn, isLog, isRedirection, type PlacedCommand, partsOf, wordsOf } from '../shell-script.ts';

/** What prints its arguments. */
const SAYING = ['echo', 'printf'];
/** What prints what it reads, or a part of it, or the same in other letters. */
const PASSING = [
  ...[
    'awk',
    'base64',
    'cat',
    'column',
    'cut',
    'egrep',
    'fgrep',
    'fold',
    'gawk',
    'grep',
    'head',
    'hexdump',
    'less',
    'mawk',
  ],
  ...['more', 'nl', 'od', 'paste', 'rev', 'sed', 'sort', 'strings', 'tac', 'tail', 'tee', 'tr', 'uniq', 'xxd'],
];
/** What runs the command that stands behind it. */
const LEADING = ['builtin', 'command', 'exec', 'nohup', 'sudo'];
/** With a variable and without a value they print. */
export const DECLARING = ['declare', 'export', 'local', 'readonly', 'typeset'];

/** The secrets of a script, as its commands are asked for them. */
export interface Secrets {
  readonly names: readonly string[];
  /** Whether a word would hold one. */
  readonly holds: (node: SyntaxNode) => boolean;
  /** Whether one could be read from it. */
  readonly reads: (node: SyntaxNode) => boolean;
  /** Whether the script has any in its variables, so that a list of all of them would show it. */
  readonly areThere: boolean;
}

/** Whether a command prints a secret to where the script's own output goes. */
export function printsSecret({ node, captured, inputs }: PlacedCommand, secrets: Secrets): boolean {
  if (node.type !== 'Command') return false;
  const [name = '', ...others] = commandOf(wordsOf(node));
  const passes = () =>
    PASSING.includes(name) &&
    !isQuiet(name, others) &&
    (node.args.some(secrets.reads) || (readsInput(name, others) && carry(inputs, secrets)));
  if (captured) return name === 'tee' && others.some(isLog) && passes();
  const says = SAYING.includes(name) && others[0] !== '-v' && partsOf(node).some(secrets.holds);
  return (
    says || listsSecret([name, ...others], secrets.names) || (secrets.areThere && listsAll(name, others)) || passes()
  );
}

/** Whether a command that is given these variables by name prints one. */
export function listsSecret(words: readonly string[], names: readonly string[]): boolean {
  const [name = '', ...others] = commandOf(words);
  const asked = name === 'printenv' || (DECLARING.includes(name) && others.some((word) => /^-\w*p/.test(word)));
  return asked && others.some((word) => names.includes(word));
}

/** Whether it prints all variables, or all that are handed on. */
function listsAll(name: string, others: readonly string[]): boolean {
  if (name === 'set') return others.length === 0;
  if (name === 'env') return others.every((word) => /^-|=/.test(word));
  return (name === 'printenv' || DECLARING.includes(name)) && others.every((word) => word.startsWith('-'));
}

function commandOf(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !LEADING.includes(word));
  const [name = '', ...others] = first < 0 ? [] : words.slice(first);
  return [name.replace(/^\S*\//, ''), ...others];
}

/** Whether a secret comes in here, from a redirection or through the commands of a pipe. */
function carry(inputs: readonly SyntaxNode[], secrets: Secrets): boolean {
  return inputs.reduce((comes, input) => {
    if (isRedirection(input)) return comes || feeds(input, secrets);
    const commands = commandsIn(input);
    return commands.some((command) => printsSecret(command, secrets)) || (comes && commands.some(isPassing));
  }, false);
}

/** A here-document with its word in quotes has no variables, and what is written to is not read. */
function feeds(input: SyntaxNode, { reads }: Secrets): boolean {
  if (input.type === 'HereDoc' && input.delimiter?.quoted) return false;
  return (input.type !== 'Redirect' || input.operator.startsWith('<')) && reads(input);
}

function isPassing({ node, captured }: PlacedCommand): boolean {
  if (node.type !== 'Command' || captured) return false;
  const [name = '', ...others] = commandOf(wordsOf(node));
  return PASSING.includes(name) && !isQuiet(name, others);
}

/** Whether a command of these is used so that it prints nothing of what it reads. */
function isQuiet(name: string, others: readonly string[]): boolean {
  if (/grep$/.test(name)) return others.some((word) => /^-\w*[clLq]|^--(?:count|files-with|quiet|silent)/.test(word));
  if (name === 'sed') return others.some((word) => /^-[nErsuz]*i|^--in-place/.test(word));
  return (
    /awk$/.test(name) && others.some((word) => word.includes('{')) && !others.some((word) => word.includes('print'))
  );
}

/** cat looks at its standard input only where it is given no file. */
const readsInput = (name: string, others: readonly string[]): boolean =>
  name !== 'cat' || others.every((word) => word.startsWith('-'));
