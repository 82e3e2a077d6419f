import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Client } from './testing/client.ts';
import { World } from './testing/world.ts';

let world: World;
let client: Client;
beforeAll(async () => {
  world = await World.open();
  client = new Client(world);
});
afterAll(async () => {
  await world.close();
});

/** Cloudflare's answers to so many looks at records, after the first `skip`. */
async function cloudflareIsDown(skip: number, count: number): Promise<void> {
  const path = new URL(`${world.connection.cloudflare_url}/zones/*/dns_records`).pathname;
  const fault = { request: { method: 'GET', path }, status: 503, skip, count };
  await client.sandbox('POST', '/faults', z.unknown(), fault);
}

describe('a tenant of which all is done when Cloudflare goes down', () => {
  let job: string;
  /** As the action tries it: patience.ts. */
  const TRIES = 6;

  test('is not told as ready: the last check fails, and says what to do', async () => {
    // The one look before the record is made, and then none.
    await cloudflareIsDown(1, TRIES);
    job = (await client.signUp('acme')).job_id;
    const { error_code, error_message } = await client.ended(job, 'failed');
    expect(error_code).toBe('check_failed');
    expect(error_message).toMatch(/could not be verified.*503/);
    expect((await client.steps(job))[8]).toBe('failed');
    expect((await client.tenant('acme')).status).not.toBe('active');
  });

  test('is ready by a retry, which makes nothing a second time', async () => {
    const before = { records: await client.records(), servers: await client.servers() };
    await client.retry(job);
    expect(await client.ended(job)).toMatchObject({ status: 'completed', attempt: 2 });
    expect({ records: await client.records(), servers: await client.servers() }).toEqual(before);
    expect((await client.steps(job)).slice(6)).toEqual([
      'skipped dns_unchanged',
      'skipped install_not_configured',
      'done',
      'done',
    ]);
  });
});
