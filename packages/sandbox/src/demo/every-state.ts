import { setTimeout as sleep } from 'node:timers/promises';
import { InventoryPage, JobMoved, Orphan, ProvisionTraceDetail, type SignUpAnswer } from '@prego/contracts';
import { whereToLook } from './follow-job.ts';
import { type DemoTenant, TENANTS } from './sign-ups.ts';
import type { Story } from './story.ts';
import { control, orderForNobody, runScheduled, takeName } from './surfaces.ts';
import { heading, say } from './terminal.ts';

const LOOK_EVERY_MS = 150;
/** A server takes some seconds here; a machine that is busy several times that. */
const THERE_WITHIN_MS = 120_000;

/**
 * What goes wrong or takes its time, so that the console has every state in view: each comes about as it would in
 * production. Nothing of it is mended; that is the reader's to do.
 */
export async function everyState(story: Story): Promise<void> {
  await threeMore(story);
  await takenAddress(story);
  await serverThatNeverComesUp(story);
  await orphan(story);
}

async function threeMore(story: Story): Promise<void> {
  const tenants = [TENANTS.fourth, TENANTS.fifth, TENANTS.sixth];
  const jobs: SignUpAnswer[] = [];
  for (const tenant of tenants) jobs.push(await story.signUp(tenant));
  await Promise.all(jobs.map((job, index) => story.ended(tenants[index] as DemoTenant, job, 'completed')));
  heading(`${tenants.map(({ tenant_id }) => tenant_id).join(', ')} are in`, 'their runs were under way at once');
}

/** A failure that only people can mend: the control plane never takes a record that is not its own. */
async function takenAddress(story: Story): Promise<void> {
  const { connection } = story.stage;
  const hostname = `${TENANTS.unlucky.tenant_id}.${connection.cloudflare_zone}`;
  heading(`${hostname} is somebody else's`, 'a record that was made by hand at Cloudflare');
  await takeName(connection, hostname);
  await story.follow(TENANTS.unlucky, await story.signUp(TENANTS.unlucky), 'failed');
}

/** A job that runs and goes on waiting for its server, one that waits for that node too, and one that is cancelled meanwhile. */
async function serverThatNeverComesUp(story: Story): Promise<void> {
  const { connection, controlPlane } = story.stage;
  await control(connection, 'POST', '/faults', { boot: '*', machine: 'never_boots' });
  const hanging = await story.signUp(TENANTS.hanging);
  await story.signUp(TENANTS.queueing);
  const leaving = await story.signUp(TENANTS.leaving);
  const { status } = await controlPlane.post(`/internal/provision-jobs/${leaving.job_id}/cancel`, {}, JobMoved);
  heading(`${leaving.job_id} is ${status}`, `${TENANTS.leaving.tenant_id} did not want to wait`);
  await untilServerIsThere(story, hanging.job_id);
  heading(TENANTS.hanging.tenant_id, `${hanging.job_id} has its server, which does not come up`);
}

/** The step that ends with the stack; the next one is the server's own report. */
const SERVER_READY = 5;

async function untilServerIsThere({ stage }: Story, jobId: string): Promise<void> {
  const deadline = performance.now() + THERE_WITHIN_MS;
  for (;;) {
    const path = `/internal/provision-trace-detail?job_id=${jobId}`;
    const { job, attempts } = await stage.controlPlane.get(path, ProvisionTraceDetail);
    if (attempts[0]?.steps.some(({ step, state }) => step === SERVER_READY && state === 'done')) return;
    if (job.status === 'failed' || performance.now() > deadline) {
      throw new Error(`${jobId} was to get its server. It is ${job.status}. ${whereToLook(attempts[0]?.run_url)}`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stage.stop });
  }
}

const Orphans = InventoryPage.extend({ items: Orphan.array() });

/** What is billed and nobody's, found by the look that is taken every half an hour. */
async function orphan({ stage }: Story): Promise<void> {
  const { connection, controlPlane, stop } = stage;
  heading("A server that is nobody's", 'ordered with our label by no job that is known');
  await orderForNobody(connection, 'left-behind');
  await runScheduled(connection, 'inventory.yml', stop);
  const { items } = await controlPlane.get('/internal/inventory?kind=orphans', Orphans);
  if (!items.some(({ name }) => name === 'left-behind')) throw new Error('The inventory did not find left-behind.');
  for (const { name, reason, hourly_cost } of items) say(`${name}: ${reason}, € ${hourly_cost ?? '?'} an hour`);
}
