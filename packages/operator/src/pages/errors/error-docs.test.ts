import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { API_ERROR_CODES, JOB_ERRORS } from '@prego/contracts';
import { codeOfLink, type ErrorDoc, errorDocsIn, matchingDocs } from './error-docs.ts';

const ROOT = fileURLToPath(new URL('../../../../../docs/errors/', import.meta.url));

let docs: ErrorDoc[];
let names: string[];
let files: Record<string, string>;
beforeAll(async () => {
  names = (await readdir(ROOT, { recursive: true })).filter((name) => name.endsWith('.md'));
  const texts = names.map(async (name) => [`../docs/errors/${name}`, await readFile(join(ROOT, name), 'utf8')]);
  files = Object.fromEntries(await Promise.all(texts));
  docs = errorDocsIn(files);
});
const codes = (area: string) => docs.filter((doc) => doc.area === area).map(({ code }) => code);

describe('the codes that the pages of the repository explain', () => {
  test('are all of the control plane, as answers and for jobs', () => {
    expect(codes('api')).toEqual([...API_ERROR_CODES].sort());
    expect(codes('job')).toEqual(Object.keys(JOB_ERRORS).sort());
  });

  test('are all that have a page of their own, each in the area of its folder', () => {
    const pagesIn = (folder: RegExp) =>
      names.flatMap((name) => folder.exec(name)?.[1] ?? []).filter((code) => code !== 'README');
    expect(codes('stack')).toEqual(pagesIn(/^(\w+)\.md$/).sort());
    expect(codes('action')).toEqual(pagesIn(/^action\/(\w+)\.md$/).sort());
    expect(codes('stack').length).toBeGreaterThan(20);
  });

  test('say what has happened, why, and what to do', () => {
    for (const { code, means, body } of docs) {
      expect([code, means]).toEqual([code, expect.stringMatching(/^[A-Z`].*[.:]$/s)]);
      expect([code, body]).toEqual([code, expect.stringMatching(/^\*\*Why\.\*\* .*\n\n\*\*What to do\.\*\* ./s)]);
      expect(body).not.toMatch(/^#/m);
    }
  });

  test('lead to codes that are explained too', () => {
    const known = new Set(docs.map(({ code }) => code));
    const links = docs.flatMap(({ means, body }) => [...`${means} ${body}`.matchAll(/\]\(([^)]+)\)/g)]);
    const led = links.flatMap(([, href = '']) => codeOfLink(href) ?? []);
    expect(led.length).toBeGreaterThan(3);
    expect(led.filter((code) => !known.has(code))).toEqual([]);
  });
});

test('a code of two areas is explained in both', () => {
  expect(docs.filter(({ code }) => code === 'attempt_ended').map(({ area }) => area)).toEqual(['action', 'api']);
});

test('the search finds a code by its name and by any words of its text, in whatever case', () => {
  const found = (q: string) => matchingDocs(docs, q).map(({ code }) => code);
  expect(found('CAPACITY_un')).toEqual(['capacity_unavailable']);
  expect(found('  sell   Location ')).toContain('type_not_in_location');
  expect(found('no words like these')).toEqual([]);
  expect(matchingDocs(docs, ' ')).toEqual(docs);
});

test('only a link to a page of a code leads to a code', () => {
  expect(['stack_locked.md', '../api/forbidden.md'].map(codeOfLink)).toEqual(['stack_locked', 'forbidden']);
  expect(['README.md', 'https://a.test/', 'main.ts', ''].map(codeOfLink)).toEqual(Array(4).fill(undefined));
});
