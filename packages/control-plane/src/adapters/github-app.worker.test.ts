import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { GithubSandbox } from '../testing/github-sandbox.ts';
import { deliver, reaches, seedProvision } from '../testing/job-world.ts';

// Real processes on whatever machine this is.
jest.setTimeout(60_000);

let cp: ControlPlane;
let github: GithubSandbox;
beforeAll(async () => {
  github = await GithubSandbox.start();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const public_keys = [publicKey.export({ type: 'spki', format: 'pem' })];
  const app = (await github.control('PUT', '/github/apps/12', { public_keys })) as { installation_id: number };
  cp = await ControlPlane.start({
    ...github.vars,
    GITHUB_TOKEN: '',
    GITHUB_APP_ID: '12',
    GITHUB_APP_INSTALLATION_ID: String(app.installation_id),
    // As GitHub gives it out, and workerd's WebCrypto does not take it.
    GITHUB_APP_PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  });
});
afterAll(() => github?.stop());

test('on workerd a GitHub App with a PKCS#1 key starts the runs', async () => {
  const first = await seedProvision(cp, 'first', { stack: null });
  const second = await seedProvision(cp, 'second', { stack: null });
  await deliver(cp, first.job_id, second.job_id);
  await reaches(cp, first.job_id, 'dispatched');
  await reaches(cp, second.job_id, 'dispatched');
  expect(await github.runs()).toHaveLength(2);
});
