import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readmeWithTables } from '../scripts/readme-tables.ts';
import { ACTION_ERROR_CODES } from './errors.ts';
import { COMMANDS, INPUT_NAMES } from './inputs/read-inputs.ts';
import { INPUTS_OF, SECRET_INPUTS } from './inputs/schema.ts';
import type { Outputs } from './outputs.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface ActionFile {
  readonly inputs: Readonly<Record<string, { description: string; default?: string; required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}
const action = parse(await readFile(`${ROOT}action.yml`, 'utf8')) as ActionFile;

describe('action.yml', () => {
  test('has the inputs that the commands read, and no other', () => {
    expect(Object.keys(action.inputs).sort()).toEqual([...INPUT_NAMES].sort());
  });

  test.each(Object.entries(action.inputs))('describes %s, and gives it no default', (name, input) => {
    expect(input.description).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(input)).toEqual(['description']);
    expect(input.description.endsWith('Secret.')).toBe((SECRET_INPUTS as readonly string[]).includes(name));
  });

  test('has the outputs that commands may set, and no other', () => {
    // Checked by the compiler to be all of them.
    const outputs: Required<{ [Name in keyof Outputs]: true }> = {
      node_id: true,
      host_ipv4: true,
      host_key: true,
      stack: true,
      created: true,
      dns_outcome: true,
      monthly_cost: true,
      summary: true,
    };
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(outputs).sort());
    for (const { description } of Object.values(action.outputs)) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  test('runs the bundle on Node 24, and its post in every case', () => {
    expect(action.runs).toEqual({
      using: 'node24',
      main: 'packages/action/dist/main/index.js',
      post: 'packages/action/dist/post/index.js',
      'post-if': 'always()',
    });
  });
});

describe('README.md', () => {
  test('has the tables that action.yml and the schemas give', async () => {
    const { now, current } = await readmeWithTables();
    // Else: node packages/action/scripts/readme-tables.ts
    expect(now).toBe(current);
  });

  test('tells of every command', async () => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const [, rest = ''] = text.split('## Commands');
    const [table = ''] = rest.split('## Inputs');
    expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(COMMANDS);
  });

  test('has examples that give each command what it needs, and nothing that it does not read', async () => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const steps = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, yaml]) => stepsIn(parse(yaml ?? '')));
    expect(steps).toHaveLength(2);
    for (const { command, ...given } of steps) {
      const shape: Record<string, { safeParse(value: unknown): { success: boolean } }> = INPUTS_OF[command].shape;
      expect(Object.keys(shape)).toEqual(expect.arrayContaining(Object.keys(given)));
      const needed = Object.keys(shape).filter(
        (name) => name !== 'command' && !shape[name]?.safeParse(undefined).success,
      );
      expect(Object.keys(given)).toEqual(expect.arrayContaining(needed));
    }
  });

  test('leads to the pages of the errors', async () => {
    const list = await readFile(`${ROOT}docs/errors/action/README.md`, 'utf8');
    for (const code of ACTION_ERROR_CODES) expect(list).toContain(code);
  });
});

type Step = { uses?: string; with?: { command: keyof typeof INPUTS_OF } & Record<string, string> };
function stepsIn(workflow: { jobs: Record<string, { steps: Step[] }> }) {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  return steps.flatMap((step) => (step.uses?.startsWith('prego/provision-action@') && step.with ? [step.with] : []));
}
