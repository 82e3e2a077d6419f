import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CloudInitValidator, cloudInitValidator } from '@prego/engine/cloud-init-validator';
import { shellcheck } from '@prego/engine/shellcheck';
import { checkLibrary } from './check-library.ts';
import { newTemplate } from './new-template.ts';
import { renderCatalogue } from './render-catalogue.ts';
import { LIBRARY, readTemplates } from './template-files.ts';
import { templateUnderTest } from './testing/template-under-test.ts';
import { CATALOGUE_FILE } from './write-catalogue.ts';

const COMMAND = fileURLToPath(new URL('commands/check.ts', import.meta.url));

let validate: () => Promise<CloudInitValidator>;
let lint: (script: string) => Promise<string>;
beforeAll(async () => {
  const [validator, linter] = await Promise.all([cloudInitValidator(), shellcheck()]);
  validate = async () => validator;
  lint = linter;
}, 120_000);

describe('the library', () => {
  test('passes the check, with the real validator of cloud-init', async () => {
    expect(await checkLibrary(LIBRARY, CATALOGUE_FILE, validate)).toMatchObject({
      problems: [],
      validator: expect.stringMatching(/^\d\d\.\d/),
    });
  }, 180_000);

  test('passes it as a command too, which names each template', async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { folder } of await readTemplates(LIBRARY)) expect(stdout).toContain(`${folder} `);
    expect(stdout).toMatch(/the validator of cloud-init \d\d\.\d/);
  }, 180_000);

  test('has no script that ShellCheck minds', async () => {
    const templates = await readTemplates(LIBRARY);
    const found = await Promise.all(
      templates.map(async ({ folder }) => {
        const { scripts } = await templateUnderTest(new URL(`file://${join(LIBRARY, folder, 'x')}`).href);
        return await Promise.all(scripts.map(async ({ name, text }) => [folder, name, await lint(text)]));
      }),
    );
    expect(found.flat().filter(([, , said]) => said !== '')).toEqual([]);
    expect(found.flat().length).toBeGreaterThanOrEqual(templates.length);
    // It does speak where there is something to say.
    expect(await lint('#!/bin/sh\nrm -rf $1\n')).toContain('SC2086');
  });
});

describe('a library that is not right', () => {
  let library: string;
  let catalogue: string;
  beforeEach(async () => {
    library = await mkdtemp(join(tmpdir(), 'prego-library-'));
    catalogue = join(library, 'catalogue.ts');
    await newTemplate(library, ['one']);
    const { templates } = await checkLibrary(library, catalogue, validate);
    await writeFile(catalogue, renderCatalogue(templates));
  });
  afterEach(() => rm(library, { recursive: true }));

  test('was right before', async () => {
    expect(await checkLibrary(library, catalogue, validate)).toMatchObject({ problems: [] });
  });

  test('is told of a slip without the validator', async () => {
    await change('one/manifest.yaml', 'BSD-2-Clause', 'BSD');
    const unavailable = () => Promise.reject(new Error('no validator here'));
    expect((await checkLibrary(library, catalogue, unavailable)).problems).toEqual([
      expect.stringMatching(/^library\/one\/manifest\.yaml at licences\[0\]\.spdx: /),
    ]);
  });

  test('is told what only cloud-init itself knows, by the file', async () => {
    await change('one/cloud-init.yaml', 'packages: [nginx]', 'packages: {nginx: true}');
    expect((await checkLibrary(library, catalogue, validate)).problems).toEqual([
      expect.stringMatching(
        /^library\/one\/cloud-init\.yaml: cloud-init's own validator \([\d.]+[^)]*\) refuses it: .*packages/s,
      ),
      expect.stringMatching(/Run: pnpm library:build/),
    ]);
  });

  test('is told of a catalogue that was made before a template was changed', async () => {
    await change('one/manifest.yaml', 'version: 0.1.0', 'version: 0.2.0');
    expect((await checkLibrary(library, catalogue, validate)).problems).toEqual([
      expect.stringMatching(/catalogue\.ts is not what library\/ gives now\. Run: pnpm library:build/),
    ]);
  });

  test('is told of a template that is not in the catalogue yet', async () => {
    await cp(join(library, 'one'), join(library, 'two'), { recursive: true });
    await change('two/manifest.yaml', 'id: "one"', 'id: "two"');
    expect((await checkLibrary(library, catalogue, validate)).problems).toEqual([
      expect.stringMatching(/Run: pnpm library:build/),
    ]);
  });

  async function change(file: string, from: string, to: string): Promise<void> {
    const path = join(library, file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }
});
