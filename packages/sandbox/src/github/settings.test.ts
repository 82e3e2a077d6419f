import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestGithub, testGithub } from './testing.ts';

let hub: TestGithub;
beforeAll(async () => {
  hub = await testGithub();
});
afterAll(async () => {
  await hub.close();
});

test('secrets and variables are set and removed; of a secret nothing but its name is shown, and a reset keeps both', async () => {
  await hub.control('PUT', '/github/secrets/token', { value: 'hidden' });
  await hub.control('PUT', '/github/secrets/OTHER', { value: 'hidden' });
  await hub.control('PUT', '/github/variables/PLACE', { value: 'sin' });
  await hub.control('POST', '/reset');
  const shown = await hub.control('GET', '/github');
  expect(shown).toMatchObject({ secrets: ['OTHER', 'TOKEN'], variables: { PLACE: 'sin' } });
  expect(JSON.stringify(shown)).not.toContain('hidden');

  await hub.control('DELETE', '/github/secrets/OTHER');
  await hub.control('DELETE', '/github/variables/place');
  expect(await hub.control('GET', '/github')).toMatchObject({ secrets: ['TOKEN'], variables: {} });
});

test.each(['1A', 'A-B', 'GITHUB_X', 'A.B'])('%j is no name', async (name) => {
  expect((await hub.control('PUT', `/github/secrets/${name}`, { value: '' })).error.code).toBe('invalid_input');
});

test('a workflow is set by its text', async () => {
  const source = 'name: t\non: { workflow_dispatch: { inputs: { a: { required: true } } } }\njobs: {}';
  expect(await hub.control('PUT', '/github/workflows/t.yml', { source })).toMatchObject({
    title: 't',
    dispatchable: true,
    inputs: { a: { type: 'string', required: true } },
  });
  const { error } = await hub.control('PUT', '/github/workflows/t.yml', { source: 'on: push' });
  expect(error.message).toMatch(/^source: jobs/);
});
