import { Lexer } from '@actions/expressions';
import { bareExpression, type Contexts, evaluate, truthy } from '../github/expressions.ts';

/** The functions by which a condition asks how things went so far. Source: GitHub docs, "Evaluate expressions", status check functions. */
export const STATUS_FUNCTIONS = ['always', 'success', 'failure', 'cancelled'] as const;

/**
 * The expression that an `if` amounts to: one that asks for no status holds only while all went well.
 * @throws {Error} for what is no expression
 */
export function conditionOf(given: string | undefined): string {
  const expression = bareExpression(given ?? '');
  if (expression === '') return 'success()';
  const { tokens } = new Lexer(expression).lex();
  const asks = tokens.some(({ lexeme }) => (STATUS_FUNCTIONS as readonly string[]).includes(lexeme.toLowerCase()));
  return asks ? expression : `success() && (${expression})`;
}

/** The expression with the context `from` replaced by the expression `to`; properties of that name stay. */
export function replaceContext(expression: string, from: string, to: string): string {
  const { tokens } = new Lexer(expression).lex();
  const lines = expression.split('\n');
  for (const [index, { lexeme, range }] of [...tokens.entries()].reverse()) {
    if (lexeme.toLowerCase() !== from || tokens[index - 1]?.lexeme === '.') continue;
    const { line, column } = range.start;
    const text = lines[line] as string;
    lines[line] = text.slice(0, column) + to + text.slice(column + lexeme.length);
  }
  return lines.join('\n');
}

/**
 * Whether the condition of a step holds after a cancel: then one that is under way goes on.
 * @param contexts `github`, `inputs`, `vars`, `needs` and `steps`
 */
export function holdsAfterCancel(condition: string | undefined, contexts: Contexts): boolean {
  const [yes, no] = [() => true, () => false];
  try {
    const all = { ...contexts, env: {}, job: { status: 'cancelled' } };
    return truthy(evaluate(conditionOf(condition), all, { always: yes, cancelled: yes, success: no, failure: no }));
  } catch {
    // It names what only act knows.
    return false;
  }
}
