import type { ClaimAnswer } from '@prego/contracts';
import { tenantZone } from '../cloudflare/access.ts';
import type { EnsuredRecord } from '../cloudflare/tenant-record.ts';
import type { Command, Outcome } from '../context.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { section, table } from '../summary.ts';

/**
 * Points the tenant's address at its host. May be run again at any time: what is there already is left as it is, and the record
 * of a run that died before it could report is found and reported.
 */
export const dns: Command<InputsOf<'dns'>> = async ({ inputs, io, signal, attempt }) => {
  const session = await attempt();
  session.start(7);
  const { canonical_hostname: name, host_ipv4: content, dns_proxied: proxied } = inputs;
  requireOwnName(inputs, session.claim);
  const zone = tenantZone(inputs, io);
  if (zone === undefined) {
    session.skip(7, 'dns_not_configured');
    io.info(`No record for ${name}: this run has no zone and token of Cloudflare.`);
    return outcomeOf(inputs, 'skipped:dns_not_configured');
  }

  const { ensureTenantRecord } = await import('../cloudflare/tenant-record.ts');
  io.group(`Connect ${name} to ${content}`);
  const record = await ensureTenantRecord(
    zone.access,
    { tenantId: inputs.tenant_id, zoneId: zone.zoneId, name, content, proxied },
    { recorded: session.claim.dns, jobId: inputs.job_id },
    { signal, say: (line) => io.info(line) },
  ).finally(() => io.endGroup());
  if (record.outcome === 'unchanged') {
    session.skip(7, 'dns_unchanged');
    io.info(`${name} leads to ${content} already.`);
    return outcomeOf(inputs, 'skipped:dns_unchanged', record);
  }
  // At once: as long as the control plane does not know its id, only its comment says that the record is ours.
  await session.progress({ dns: record.recorded });
  const { record_id } = record.recorded;
  session.done(7, { outcome: record.outcome, hostname: name, content, proxied, record_id });
  io.info(`${name} leads to ${content}: the record was ${record.outcome}.`);
  return outcomeOf(inputs, record.outcome, record);
};

/** The workflow's inputs may be typed by hand; whose job it is, and its address, only the control plane says. */
function requireOwnName(inputs: InputsOf<'dns'>, { job_id, inputs: own }: ClaimAnswer): void {
  const wrong = (['tenant_id', 'canonical_hostname'] as const).filter((name) => inputs[name] !== own[name]);
  if (wrong.length === 0) return;
  throw new ActionError(
    'invalid_inputs',
    `${job_id} has another ${wrong.join(' and another ')}: ${wrong.map((name) => `"${own[name]}"`).join(', ')}. Nothing was changed.`,
    'Let the control plane dispatch the workflow, and pass its inputs on as they are.',
  );
}

function outcomeOf(inputs: InputsOf<'dns'>, dns_outcome: string, record?: EnsuredRecord): Outcome {
  const { canonical_hostname: hostname, host_ipv4, dns_proxied: proxied } = inputs;
  const rows = [[hostname, host_ipv4, record === undefined ? '' : proxied ? 'yes' : 'no', dns_outcome]];
  return {
    outputs: {
      dns_outcome,
      summary: { dns_outcome, hostname, host_ipv4, ...(record && { dns: record.recorded, proxied }) },
    },
    summary: [section('Address', table(['Hostname', 'Leads to', 'Proxied', 'Outcome'], rows))],
  };
}
