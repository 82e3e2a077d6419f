import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { type Gateway, startGateway } from './gateway.ts';

let sandbox: SandboxProcess;
let gateways: Gateway[];
beforeAll(async () => {
  sandbox = await SandboxProcess.start();
  const { hetzner_url: upstream, hetzner_token: token } = sandbox.connection;
  gateways = await Promise.all(Array.from({ length: 3 }, () => startGateway({ upstream, token })));
});
afterAll(async () => {
  await Promise.all(gateways.map(({ close }) => close()));
  await sandbox.stop();
});

/** What reached the API, with its status. */
async function reached(): Promise<{ method: string; status: number | null }[]> {
  const Entry = z.object({ method: z.string(), status: z.number().nullable() });
  const answer = await sandbox.control('GET', '/journal?path_prefix=/v1/networks&limit=1000');
  return z.object({ entries: z.array(Entry) }).parse(answer).entries;
}

test('three runs that share an empty budget get all their answers, and each order is carried out once', async () => {
  const [project] = z
    .object({ projects: z.array(z.object({ id: z.number() })) })
    .parse(await sandbox.control('GET', '/projects')).projects;
  // Ten times the usual limit: a request comes back every 100 ms.
  await sandbox.control('PATCH', `/projects/${project?.id}`, { limits: { requests_per_hour: 36_000 } });
  await sandbox.control('POST', `/projects/${project?.id}/budget`, { remaining: 0 });
  await expect(sandbox.hetzner('GET', '/networks')).rejects.toThrow('429');

  const headers = {
    authorization: `Bearer ${sandbox.connection.hetzner_token}`,
    'content-type': 'application/json',
  };
  const orders = gateways.flatMap(({ url }, run) =>
    Array.from({ length: 6 }, async (_, index) => {
      const body = JSON.stringify({ name: `n-${run}-${index}`, ip_range: '10.0.0.0/16' });
      return (await fetch(`${url}/networks`, { method: 'POST', headers, body })).status;
    }),
  );
  await expect(Promise.all(orders)).resolves.toEqual(orders.map(() => 201));

  const posts = (await reached()).filter(({ method }) => method === 'POST');
  expect(posts.filter(({ status }) => status === 201)).toHaveLength(orders.length);
  // The budget was empty in truth: some were refused on the way.
  expect(posts.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
}, 60_000);
