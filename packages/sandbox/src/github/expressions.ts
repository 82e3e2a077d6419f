import { data, Evaluator, type Expr, Lexer, Parser } from '@actions/expressions';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Contexts = Readonly<Record<string, Value>>;

/** Functions without arguments, such as `always()`, by their name in lower case. */
export type Functions = Readonly<Record<string, () => boolean>>;

/** What stands between `${{` and `}}`; texts in quotes may hold braces of their own. */
const EXPRESSION = /\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g;

/**
 * The value of an expression, by GitHub's own evaluator.
 * @throws {ExpressionError} for one that is none, or names a context or function that is not there
 */
export function evaluate(expression: string, contexts: Contexts, functions: Functions = {}): Value {
  const parsed = parse(expression, Object.keys(contexts), Object.keys(functions));
  const given = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const own = Object.entries(functions).map(
    ([name, call]) => [name, { ...info(name), call: answering(call) }] as const,
  );
  const result = new Evaluator(parsed, given, new Map(own)).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer)) as Value;
}

/** The template with its `${{ … }}` replaced by their values, as text. */
export function interpolate(template: string, contexts: Contexts, functions: Functions = {}): string {
  return template.replace(EXPRESSION, (_, expression: string) => text(evaluate(expression, contexts, functions)));
}

/** Throws, as `evaluate` does, where the template could not be interpolated with these contexts whatever they hold. */
export function checkTemplate(template: string, contexts: readonly string[]): void {
  for (const [, expression = ''] of template.matchAll(EXPRESSION)) parse(expression, contexts, []);
}

/** Throws where the expression could not be evaluated with contexts and functions of these names. */
export function checkExpression(expression: string, contexts: readonly string[], functions: readonly string[]): void {
  parse(expression, contexts, functions);
}

/** The template with every expression in it changed. */
export function changeExpressions(template: string, change: (expression: string) => string): string {
  return template.replace(EXPRESSION, (_, expression: string) => `\${{${change(expression)}}}`);
}

/** The expression of a condition, which may do without its braces. */
export function bareExpression(condition: string): string {
  const whole = condition.trim();
  const [first, ...more] = whole.matchAll(EXPRESSION);
  return first?.[0] === whole && more.length === 0 ? (first[1] as string).trim() : whole;
}

/** What GitHub takes for true: all but `false`, `0`, `''` and null. Source: GitHub docs, "Evaluate expressions". */
export function truthy(value: Value): boolean {
  return value !== false && value !== 0 && value !== '' && value !== null && !Number.isNaN(value);
}

function parse(expression: string, contexts: readonly string[], functions: readonly string[]): Expr {
  const { tokens } = new Lexer(expression.trim()).lex();
  return new Parser(tokens, [...contexts], functions.map(info)).parse();
}

const info = (name: string) => ({ name, minArgs: 0, maxArgs: 0 });
const answering = (call: () => boolean) => () => new data.BooleanData(call());

function text(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'object') return Array.isArray(value) ? 'Array' : 'Object';
  return String(value);
}
