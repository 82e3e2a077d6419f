import {
  type Command,
  type CommandArgument,
  type For,
  forEachChild,
  parse,
  type Redirect,
  type Redirection,
  type Select,
  type SyntaxNode,
} from 'unbash';

/** A command of a script, or a loop over words, and what is known of the place where it stands. */
export interface PlacedCommand {
  readonly node: Command | For | Select;
  /** Whether what it prints goes on to a pipe, a file or a substitution, and not to where the script's own output goes. */
  readonly captured: boolean;
  /** Where its standard input may come from: redirections of its own and around it, and what is piped into it. */
  readonly inputs: readonly SyntaxNode[];
}

type Place = Pick<PlacedCommand, 'captured' | 'inputs'>;

/** All commands in a piece of a script, those of its substitutions too. */
export function commandsIn(root: SyntaxNode): PlacedCommand[] {
  const found: PlacedCommand[] = [];
  const visit = (node: SyntaxNode, place: Place): void => {
    if (node.type === 'Command') found.push({ node, ...redirectedBy(node.redirects, place) });
    if (node.type === 'For' || node.type === 'Select') found.push({ node, ...place });
    forEachChild(node, (child) => visit(child, placeOf(child, node, place)));
  };
  visit(root, { captured: false, inputs: [] });
  return found;
}

/** Where a child stands. What a substitution prints never meets the redirections of the command that it stands in. */
function placeOf(child: SyntaxNode, parent: SyntaxNode, place: Place): Place {
  if (parent.type === 'CommandExpansion' || parent.type === 'ArithmeticCommandExpansion') {
    return { ...place, captured: true };
  }
  if (parent.type === 'ProcessSubstitution') return { ...place, captured: place.captured || parent.operator === '<' };
  if (parent.type === 'Redirected' && child === parent.command) return redirectedBy(parent.redirects, place);
  if (parent.type !== 'Pipeline') return place;
  const members: readonly SyntaxNode[] = parent.commands;
  const index = members.indexOf(child);
  return {
    captured: place.captured || index < members.length - 1,
    inputs: [...place.inputs, ...members.slice(0, Math.max(index, 0))],
  };
}

/** A command's name and arguments; behind `export` and its like `name=value` is one of them. */
export const partsOf = ({ name, args }: Command): CommandArgument[] => (name === undefined ? [] : [name, ...args]);

/** The same as the command gets them, without quotes. */
export const wordsOf = (command: Command): string[] =>
  partsOf(command).map((part) => (part.type === 'Word' ? part.value : part.text));

/** Whether it is a redirection of a command, here-documents and here-strings among them. */
export const isRedirection = (node: SyntaxNode): node is Redirection =>
  node.type === 'Redirect' || node.type === 'HereString' || node.type === 'HereDoc';

/** Whether what is written to this file is seen where a script's own output is, or on the console. */
export const isLog = (file: string): boolean => /^\/(?:dev\/(?:console|fd|kmsg|pts|std|tty)|proc\/)/.test(file);

const redirectedBy = (redirects: Command['redirects'], place: Place): Place => ({
  captured: place.captured || redirects.some((redirect) => redirect.type === 'Redirect' && takesOutput(redirect)),
  inputs: [...place.inputs, ...redirects],
});

/** Whether what a command prints goes to a file by this, and not to where a script's own output goes. */
const takesOutput = ({ operator, descriptor, target }: Redirect): boolean =>
  operator.includes('>') &&
  operator !== '<>' &&
  (descriptor === undefined || (descriptor.type === 'FileDescriptor' && descriptor.value === 1)) &&
  !isLog(target?.value ?? '') &&
  !/^[\d-]$/.test(target?.value ?? '-');

/**
 * What can't be read of a script, and in which line: empty where all of it can. Behind an error the parser goes on as it
 * can and may leave commands out, so that no error may be passed over.
 */
export function syntaxErrors(text: string): string[] {
  try {
    return errorsIn(parse(text), text, true);
  } catch (error) {
    // The parser's own limit of depth is more than the stack takes of some constructs.
    if (error instanceof RangeError) return ['it is nested too deep'];
    throw error;
  }
}

/** Substitutions are parsed only when one looks into them, and have errors of their own. */
function errorsIn(node: SyntaxNode, text: string, isWhole: boolean): string[] {
  const script = node.type === 'Script' ? node : undefined;
  // Positions within escaped backquotes are those of another text.
  const isOfText = isWhole && script?.source === undefined;
  const found = (script?.errors ?? []).map(({ message, pos }) =>
    isOfText ? `${message} in line ${text.slice(0, pos).split('\n').length}` : message,
  );
  forEachChild(node, (child) => found.push(...errorsIn(child, text, isOfText)));
  return found;
}
