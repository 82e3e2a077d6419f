import type { TemplateManifest } from '@prego/contracts';
import { type Command, type CommandArgument, forEachChild, parse, type SyntaxNode } from 'unbash';
import type { CloudConfig } from '../cloud-config.ts';
import type { FaultAt, TemplateFault } from '../fault.ts';
import { commandsIn, type PlacedCommand, partsOf, syntaxErrors, wordsOf } from '../shell-script.ts';
import { variableOf } from '../variables.ts';
import { DECLARING, listsSecret, printsSecret } from './printing.ts';

/** What the shell does by itself is no process, so that nobody sees its words. */
const BY_THE_SHELL = [
  ...[':', '[', 'declare', 'echo', 'export', 'false', 'local', 'mapfile', 'printf', 'read', 'readarray', 'readonly'],
  ...['test', 'true', 'typeset', 'unset'],
];
const READING = ['mapfile', 'read', 'readarray'];
const SHELL = /^(?:\S*\/)?(?:ba|da)?sh$/;
const VALUES_FILE = '/etc/prego/values.env';
/** systemd and Podman put a variable into the arguments of what they start. */
const UNIT_COMMAND = /^\s*Exec\w*=.*/gm;

const AS_ARGUMENT = 'shows a secret among the arguments of a process';
const REMEDY = 'Hand it on by the environment, standard input or a file of mode 0600.';

/**
 * No secret is an argument of a process, which every user of a server sees, nor goes to the log. Copies in other variables
 * count too. Not followed: what a script has written to a file and reads again, and a function's own arguments; a
 * template's test sees those when it runs the script.
 */
export function checkExposure({ texts }: CloudConfig, manifest: TemplateManifest, fault: FaultAt): TemplateFault[] {
  const secrets = manifest.secrets.map(({ name }) => variableOf(name));
  return texts.flatMap(({ path, text }) => {
    const isScript = /^runcmd\[/.test(path) || /^#!.*\b(?:ba|da)?sh\b/.test(text);
    if (!isScript) return unitExposures(text, secrets).map((what) => fault(path, what, REMEDY));
    const errors = syntaxErrors(text);
    if (errors.length === 0) return exposures(text, secrets).map((what) => fault(path, what, REMEDY));
    // What isn't read can't be followed, so that there is nothing to say of its secrets.
    return errors.map((error) => fault(path, `is no script that a shell can read: ${error}.`, 'Mend it.'));
  });
}

/** What a script shows of these variables, as clauses: empty where nothing. */
export function exposures(text: string, secrets: readonly string[]): string[] {
  const commands = commandsIn(parse(text));
  const names = withCopies(commands, secrets);
  const { holds, reads } = finder(names);
  const areThere = secrets.length > 0 && (text.includes(VALUES_FILE) || names.some((name) => mentions(text, name)));
  return commands.flatMap((command) => {
    const { node } = command;
    if (node.type !== 'Command') return [];
    const words = wordsOf(node);
    const [name = ''] = words;
    const told = partsOf(node).some(holds);
    if (told && !BY_THE_SHELL.includes(name)) return [`${AS_ARGUMENT}: ${said(node)}.`];
    if (words.some((word) => SHELL.test(word)) && node.redirects.some(reads)) {
      return [`puts a secret into a script for ${name}, whose commands would show it.`];
    }
    const prints = secrets.length > 0 && printsSecret(command, { names, holds, reads, areThere });
    return prints ? [`prints a secret into the log: ${said(node)}.`] : [];
  });
}

function unitExposures(text: string, secrets: readonly string[]): string[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').match(UNIT_COMMAND) ?? [];
  const shown = lines.filter((line) => secrets.some((name) => mentions(line, name)));
  return shown.map((line) => `${AS_ARGUMENT}: ${line.trim()}.`);
}

const mentions = (text: string, name: string): boolean => new RegExp(`\\$(?:\\{[!#]?)?${name}\\b`).test(text);

/** In one line. */
const said = (command: Command): string =>
  partsOf(command)
    .map(({ text }) => text.replaceAll(/\s+/g, ' '))
    .join(' ');

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

/** What stands in a part itself. A quotation may be a script for another shell, so that `$` counts there too. */
function literalIn(node: SyntaxNode): string {
  if (node.type === 'ParameterExpansion') return `$${node.parameter}`;
  // In arithmetic a variable needs no `$`.
  if (node.type === 'ArithmeticWord') return node.value.replaceAll(/\b(?=[A-Za-z_])/g, '$');
  return childrenOf(node).length === 0 && 'text' in node ? node.text : '';
}

interface Finder {
  /** Whether a word would hold one of the variables, or what something prints that has it. */
  readonly holds: (node: SyntaxNode) => boolean;
  /** Whether one could be read from it: a file, a here-document, a command in a pipe. */
  readonly reads: (node: SyntaxNode) => boolean;
}

/** Looks for the variables in parts of a script. */
function finder(names: readonly string[]): Finder {
  const has = (node: SyntaxNode, reading: boolean): boolean => {
    // What has one in its environment only is not taken to print it.
    if (node.type === 'Command') return gives(node);
    // As a word it is the name of a pipe.
    if (node.type === 'ProcessSubstitution' && !reading) return false;
    const text = literalIn(node);
    return (
      names.some((name) => mentions(text, name)) ||
      (reading && text.includes(VALUES_FILE)) ||
      childrenOf(node).some((child) => has(child, reading))
    );
  };
  const reads = (node: SyntaxNode): boolean => has(node, true);
  const gives = (command: Command): boolean =>
    [...partsOf(command), ...command.redirects].some(reads) || listsSecret(wordsOf(command), names);
  return { holds: (node) => has(node, false), reads };
}

/** The variables, and those into which they are copied: until there are no more. */
function withCopies(commands: readonly PlacedCommand[], secrets: readonly string[]): string[] {
  const names = new Set(secrets);
  for (let before = -1; before < names.size; ) {
    before = names.size;
    const found = finder([...names]);
    for (const name of commands.flatMap((command) => copies(command, found))) names.add(name);
  }
  return [...names];
}

function copies({ node, inputs }: PlacedCommand, { holds, reads }: Finder): string[] {
  if (node.type !== 'Command') return (node.wordlist ?? []).some(holds) ? [node.name.value] : [];
  const [name = '', ...others] = wordsOf(node);
  const declared = DECLARING.includes(name) ? node.args : [];
  const assigned = [...node.prefix, ...declared].filter(holds).flatMap(assignedName);
  if (name === 'printf' && others[0] === '-v' && node.args.some(holds)) return [...assigned, others[1] ?? ''];
  if (!READING.includes(name) || !inputs.some(reads)) return assigned;
  return [...assigned, ...others.filter((word) => /^\w+$/.test(word))];
}

/** `export "name=value"` is a word to the parser, but an assignment to the shell. */
function assignedName(node: Command['prefix'][number] | CommandArgument): string[] {
  if (node.type === 'Assignment') return [node.name];
  return node.type === 'Word' ? (/^(\w+)\+?=/.exec(node.value)?.slice(1) ?? []) : [];
}
