import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { accepted } from '../src/inputs/accepted.ts';
import { COMMANDS } from '../src/inputs/read-inputs.ts';
import { INPUTS_OF } from '../src/inputs/schema.ts';

/** Writes the tables of inputs and outputs in packages/action/README.md: `node packages/action/scripts/readme-tables.ts`. */
const ACTION = fileURLToPath(new URL('../../../action.yml', import.meta.url));
const README = fileURLToPath(new URL('../README.md', import.meta.url));

const Described = z.record(z.string(), z.object({ description: z.string() }));
const ActionFile = z.object({ inputs: Described, outputs: Described });

/** The README as it is, and as it is with its tables made anew from action.yml and the inputs' schemas. */
export async function readmeWithTables(): Promise<{ now: string; current: string }> {
  const { inputs, outputs } = ActionFile.parse(parse(await readFile(ACTION, 'utf8')));
  const now = await readFile(README, 'utf8');
  const inputRows = Object.entries(inputs).map(([name, { description }]) => inputRow(name, description));
  const outputRows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${cell(description)} |`);
  const withInputs = put(now, 'inputs', ['| input | for | is |', '|---|---|---|', ...inputRows]);
  return { now, current: put(withInputs, 'outputs', ['| output | is |', '|---|---|', ...outputRows]) };
}

function put(text: string, table: string, lines: readonly string[]): string {
  const begin = `<!-- ${table}: from action.yml, by scripts/readme-tables.ts -->\n`;
  const end = `<!-- end of ${table} -->`;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md has no place for the table of ${table}`);
  return text.slice(0, from + begin.length) + [...lines, ''].join('\n') + text.slice(to);
}

function inputRow(name: string, description: string): string {
  const uses = COMMANDS.flatMap((command) => {
    const schema = (INPUTS_OF[command].shape as Record<string, z.ZodType>)[name];
    return schema ? [{ command, schema }] : [];
  });
  const schema = uses[0]?.schema;
  const takes = name === 'command' ? COMMANDS.join(', ') : schema ? accepted(schema) : '';
  const without = name === 'command' ? 'provision' : defaultOf(schema);
  const is = [description, takes && inWords(takes), without && `Default: ${code(without)}.`];
  return `| \`${name}\` | ${audience(name, uses)} | ${cell(is.filter(Boolean).join(' '))} |`;
}

/** A list of values, or a sentence such as `a job id is …` or `a whole number from …`. */
function inWords(takes: string): string {
  if (!/^an? /.test(takes)) return `Takes ${code(takes)}.`;
  const sentence = / (is|looks like) /.test(takes) ? takes.replace(/^a/, 'A') : `Takes ${takes}`;
  return `${sentence.replace(/\.$/, '`.`')}.`;
}

const code = (list: string): string =>
  list
    .split(', ')
    .map((each) => `\`${each}\``)
    .join(', ');
const cell = (text: string): string => text.replaceAll('|', '\\|');

function defaultOf(schema: z.ZodType | undefined): string {
  const found = schema?.safeParse(undefined);
  return !found?.success || found.data === undefined || Array.isArray(found.data) ? '' : String(found.data);
}

/** Bold for the commands that can't do without it. */
function audience(name: string, uses: readonly { command: string; schema: z.ZodType }[]): string {
  if (name === 'command') return 'all';
  const needed = ({ schema }: { schema: z.ZodType }) => !schema.safeParse(undefined).success;
  const others = COMMANDS.filter((command) => !uses.some((use) => use.command === command));
  const alike = uses.every(needed) || !uses.some(needed);
  if (alike && others.length <= 2) {
    const all = needed(uses[0] as (typeof uses)[0]) ? '**all**' : 'all';
    return others.length === 0 ? all : `${all} but ${others.join(', ')}`;
  }
  return uses.map((use) => (needed(use) ? `**${use.command}**` : use.command)).join(', ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(README, (await readmeWithTables()).current);
