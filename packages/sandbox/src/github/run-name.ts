/** What an expression may name. */
export interface RunNameContext {
  inputs: Record<string, string>;
  github: Record<string, string>;
}

const EXPRESSION = /\$\{\{(.*?)\}\}/g;

/**
 * A run's title from its workflow's `run-name`. Of GitHub's expressions these are understood: `inputs.x`,
 * `github.event.inputs.x`, `github.x`, texts in single quotes, numbers, and `||` between them.
 * @throws {RangeError} that names the expression which is none of these
 */
export function renderRunName(template: string, context: RunNameContext): string {
  return template.replace(EXPRESSION, (_, expression: string) => evaluate(expression.trim(), context)).trim();
}

function evaluate(expression: string, context: RunNameContext): string {
  // Quoted texts have no `||` in what we write; the first operand that is not empty counts, else the last.
  const values = expression.split('||').map((operand) => operandValue(operand.trim(), context));
  return values.find((value) => value !== '' && value !== 'false' && value !== '0') ?? (values.at(-1) as string);
}

function operandValue(operand: string, { inputs, github }: RunNameContext): string {
  const text = /^'((?:[^']|'')*)'$/.exec(operand);
  if (text) return (text[1] as string).replaceAll("''", "'");
  if (/^-?\d+(\.\d+)?$/.test(operand)) return operand;
  const [, , name] = /^(github\.event\.)?inputs\.([\w-]+)$/.exec(operand) ?? [];
  if (name !== undefined) return inputs[name] ?? '';
  const [, property] = /^github\.([a-z_]+)$/.exec(operand) ?? [];
  if (property !== undefined && property in github) return github[property] as string;
  throw new RangeError(`"${operand}" is not understood. Use inputs.*, github.*, 'text', numbers and ||.`);
}
