import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { INPUTS_OF } from '../packages/action/src/inputs/schema.ts';
import {
  carriesMarker,
  dispatchInputs,
  runMarker,
  WORKFLOW_OF,
  type WorkflowInputs,
} from '../packages/contracts/src/workflow.ts';
import { interpolate } from '../packages/sandbox/src/github/expressions.ts';

/** What of a workflow or of action.yml is looked at here. */
interface Workflow {
  'run-name'?: string;
  on: { workflow_dispatch?: { inputs?: Record<string, { type: string; required?: boolean; default?: string }> } };
  permissions?: unknown;
  concurrency?: { group: string; 'cancel-in-progress': boolean };
  jobs: Record<string, { permissions?: unknown; 'timeout-minutes'?: number; steps: Step[] }>;
}
interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, string>;
}

const ROOT = new URL('..', import.meta.url);
const FOLDER = new URL('.github/workflows/', ROOT);
const read = async (url: URL) => await readFile(fileURLToPath(url), 'utf8');

/** As a workflow has it. */
const expression = (text: string): string => `\${{ ${text} }}`;

const files = (await readdir(fileURLToPath(FOLDER))).sort();
const texts = new Map(await Promise.all(files.map(async (file) => [file, await read(new URL(file, FOLDER))] as const)));
const workflows = new Map([...texts].map(([file, text]) => [file, parse(text) as Workflow]));
const workflow = (file: string) => workflows.get(file) as Workflow;

const steps = [...workflows].flatMap(([file, { jobs }]) =>
  Object.entries(jobs).flatMap(([job, { steps: of }]) => of.map((step) => ({ where: `${file} ${job}`, step }))),
);
const ours = steps.filter(({ step }) => step.uses === './' || step.uses === 'prego/provision-action@v1');

const PROVISION: WorkflowInputs = {
  job_id: 'job_1',
  tenant_id: 'acme',
  region: 'sg',
  create_new_server: 'true',
  target_server_id: 'sg-s-7k2m9qxa',
  subdomain_slug: 'acme',
  canonical_hostname: 'acme.example.com',
  dedicated: 'true',
  trace_id: 'trace_1',
  attempt: '3',
};
const NO_TENANT = { tenant_id: '', subdomain_slug: '', canonical_hostname: '' };
const sent = {
  'provision-tenant.yml': [dispatchInputs('provision', PROVISION)],
  'return-resources.yml': [
    dispatchInputs('return', PROVISION),
    dispatchInputs('return', { ...PROVISION, target_server_id: '' }),
    dispatchInputs('retire_node', { ...PROVISION, ...NO_TENANT }),
  ],
  'provision-library.yml': [
    dispatchInputs('library_provision', { ...PROVISION, ...NO_TENANT }, 'library-job_1'),
    dispatchInputs('library_return', { ...PROVISION, ...NO_TENANT }, 'library-job_1'),
  ],
};
const JOB_WORKFLOWS = Object.keys(sent) as (keyof typeof sent)[];

test('every kind of job has its workflow', () => {
  expect(new Set<string>(Object.values(WORKFLOW_OF))).toEqual(new Set<string>(JOB_WORKFLOWS));
});

describe.each(JOB_WORKFLOWS)('%s', (file) => {
  const declared = workflow(file).on.workflow_dispatch?.inputs ?? {};

  test('declares what it is dispatched with, and nothing else', () => {
    const names = new Set(sent[file].flatMap((inputs) => Object.keys(inputs)));
    expect(Object.keys(declared).sort()).toEqual([...names].sort());
  });

  test('demands only what every dispatch has', () => {
    const required = Object.keys(declared).filter((name) => declared[name]?.required === true);
    expect(required).toContain('job_id');
    for (const inputs of sent[file]) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(required));
  });

  test('takes strings, but for the one boolean', () => {
    for (const [name, { type }] of Object.entries(declared)) {
      expect([name, type]).toEqual([name, name === 'create_new_server' ? 'boolean' : 'string']);
    }
  });

  test('is found by its name once it runs', () => {
    const name = workflow(file)['run-name'] ?? '';
    const shown = name
      .replace(expression('inputs.job_id'), 'job_1')
      .replace(expression("inputs.attempt || '1'"), '3')
      .replaceAll(/\$\{\{.*?\}\}/g, 'acme');
    expect(carriesMarker(shown, runMarker('job_1', 3))).toBe(true);
  });

  test('never cancels a run that is under way', () => {
    expect(workflow(file).concurrency).toMatchObject({ 'cancel-in-progress': false });
  });

  test('tells the action of the job and the attempt in every step', () => {
    const own = ours.filter(({ where }) => where.startsWith(file));
    expect(own.length).toBeGreaterThan(0);
    for (const { step } of own) {
      expect(step.with).toMatchObject({ job_id: expression('inputs.job_id'), attempt: expression('inputs.attempt') });
    }
  });
});

describe('the concurrency group of a run', () => {
  /** As GitHub evaluates it: the one boolean input is such, and what was not sent has its default. */
  function groupOf(file: keyof typeof sent, given: Record<string, string>): string {
    const declared = workflow(file).on.workflow_dispatch?.inputs ?? {};
    const typed = Object.entries(declared).map(([name, { type, default: otherwise = '' }]) => {
      const value = given[name] ?? otherwise;
      return [name, type === 'boolean' ? value === 'true' : value];
    });
    return interpolate(workflow(file).concurrency?.group ?? '', { inputs: Object.fromEntries(typed) });
  }
  const group = (kind: keyof typeof WORKFLOW_OF, change: Partial<WorkflowInputs>, stack?: string) =>
    groupOf(WORKFLOW_OF[kind], dispatchInputs(kind, { ...PROVISION, ...change }, stack));

  test.each<[string, Partial<WorkflowInputs>, string]>([
    ['a new shared node', { target_server_id: '', dedicated: 'false' }, 'stack-sg'],
    ['three nodes of its own', { target_server_id: '' }, 'stack-dedicated-acme'],
    ['a node that is there', { create_new_server: 'false', dedicated: 'false' }, 'tenant-acme'],
    ['a target, which wins', {}, 'tenant-acme'],
    ['neither, which is refused', { target_server_id: '', create_new_server: 'false' }, 'tenant-acme'],
  ])('for %s', (_what, change, expected) => {
    expect(group('provision', change)).toBe(expected);
  });

  test('is the same when it is given back as when it was made', () => {
    expect(group('retire_node', NO_TENANT)).toBe(group('provision', { target_server_id: '', dedicated: 'false' }));
    expect(group('return', { target_server_id: '' })).toBe(group('provision', { target_server_id: '' }));
    expect(group('return', {})).toBe(group('provision', {}));
    const returned = { ...NO_TENANT, job_id: 'job_2' };
    expect(group('library_return', returned, 'library-job_1')).toBe(
      group('library_provision', NO_TENANT, 'library-job_1'),
    );
  });
});

describe('our action, where it is used', () => {
  test.each(ours.map(({ where, step }) => [where, step.name, step] as const))(
    '%s, %s: is given what it takes',
    async (_where, _name, step) => {
      const given = Object.keys(step.with ?? {});
      const command = step.with?.command as keyof typeof INPUTS_OF;
      const { shape } = INPUTS_OF[command];
      const needed = Object.entries(shape).filter(([, schema]) => !schema.safeParse(undefined).success);
      expect(Object.keys(shape)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
      const { inputs } = parse(await read(new URL('action.yml', ROOT))) as { inputs: Record<string, unknown> };
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
    },
  );
});

describe.each(files)('%s', (file) => {
  const { permissions, jobs } = workflow(file);

  test('gives each job only what it names, and ends each in time', () => {
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, typeof job['timeout-minutes']]).toEqual([name, 'number']);
      if (Object.keys(permissions as object).length === 0)
        expect([name, typeof job.permissions]).toEqual([name, 'object']);
    }
  });

  test("names the version of each of others' actions beside its commit", () => {
    const uses = (texts.get(file) ?? '').split('\n').filter((line) => /^\s*(- )?uses: (?!\.\/|prego\/)/.test(line));
    for (const line of uses) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('puts no value into a script by itself: scripts have them from the environment', () => {
    for (const { steps: of } of Object.values(jobs)) for (const { run } of of) expect(run ?? '').not.toMatch(/\$\{\{/);
  });
});

describe('the runbook', () => {
  test('names every secret and variable that the workflows read, and no other', async () => {
    const runbook = await read(new URL('docs/runbooks/set-up-workflows.md', ROOT));
    const used = [...texts.values()].flatMap((text) => [...text.matchAll(/\b(?:secrets|vars)\.([A-Z_]+)/g)]);
    const rows = runbook.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)]);
    expect(namesIn(named)).toEqual(namesIn(used));
  });
});

const namesIn = (found: RegExpMatchArray[]): string[] => [...new Set(found.map(([, name]) => name ?? ''))].sort();
