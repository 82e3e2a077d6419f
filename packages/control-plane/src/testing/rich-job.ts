import type { ControlPlane } from './control-plane.ts';
import { event, JOB, seedAttempt, seedJob, seedTenant } from './story-rows.ts';

/** What is nobody's but ours, and stands somewhere in the rows that `seedRich` writes. */
export const SECRET_WORDS = {
  node: 'sg-s-22222222',
  waits: 'sg-s-33333333',
  ip: '10.9.8.7',
  ipv6: '2001:db8::7',
  error: 'HOST_SILENT',
  message: 'ssh to root refused',
  remedy: 'rotate the host key',
  run: 'github.example/runs/77',
  run_id: '424242',
  run_id_before: '434343',
  decision: 'dec_01secret',
  stack: 'dedicated-secret',
  key: 'the-idempotency-key',
  hash: 'the-request-hash',
  contact: 'ann@customer.example',
  checkout: 'cus_123',
  dns: 'rec_456',
  operator: 'operator eve',
  resource: 'engine.secret_resource',
  job: JOB.job_id,
};

/** A tenant with a job in its second attempt, with something in every column. */
export async function seedRich(cp: ControlPlane, status = 'running'): Promise<void> {
  const s = SECRET_WORDS;
  await seedTenant(cp, {
    contact: JSON.stringify({ email: s.contact }),
    checkout: JSON.stringify({ customer: s.checkout }),
    ...{ dns_record_id: s.dns, dns_content: s.ip },
  });
  const failure = { failed_stage: 'prego_ui_step_06', error_code: s.error, error_message: s.message };
  await seedJob(cp, {
    ...{ status, attempt: 2, decision_id: s.decision, stack: s.stack, idempotency_key: s.key, request_hash: s.hash },
    ...{ target_server_id: s.node, waits_for_node: s.waits, node_id: s.node, created_by: s.operator },
    ...(status === 'failed' && failure),
  });
  await seedAttempt(cp, 1, { status: 'failed', run_url: s.run, run_id: Number(s.run_id_before), ...failure });
  await seedAttempt(cp, 2, { run_url: s.run, run_id: Number(s.run_id) });
  const data = { error_code: s.error, error_message: s.message, remedy: s.remedy, ip: s.ip, ipv6: s.ipv6 };
  const events = [event('done', 1), event('done', 2), event('done', 3), event('failed', 6, { data })];
  const again = [
    event('skipped', 5, { attempt: 2, data: { reason: 'already_done', server: s.node, ip: s.ip } }),
    event('started', 7, { attempt: 2, data: { record: s.dns } }),
    event('done', 7, { attempt: 2, stage: s.resource }),
  ];
  const { body } = await cp.post('/internal/trace-events', { events: [...events, ...again] });
  if (body.accepted !== 7) throw new Error(`not every event was taken: ${JSON.stringify(body)}`);
}
