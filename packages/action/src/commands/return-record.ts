import { tenantZone } from '../cloudflare/access.ts';
import type { Context } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { toldAs } from './return-stage.ts';

export type ReturnContext = Context<InputsOf<'return'>>;

/** Deletes the tenant's record, and has the control plane forget it. Returns the outcome as action.yml has it. */
export async function removeRecord(context: ReturnContext, session: AttemptSession): Promise<string> {
  const { inputs, io, signal } = context;
  const { dns, inputs: tenant } = session.claim;
  const zone = tenantZone(inputs, io);
  if (zone === undefined) {
    if (dns !== null) throw withoutToken(tenant.canonical_hostname);
    session.event('return.record', 'skipped', { reason: 'dns_not_configured' });
    return 'skipped:dns_not_configured';
  }
  const { tenant_id: tenantId, canonical_hostname: name } = tenant;
  const who = { tenantId, zoneId: zone.zoneId, ...(name !== '' && { name }) };
  return await toldAs(session, 'return.record', async () => {
    const { deleteTenantRecord } = await import('../cloudflare/tenant-record.ts');
    const patience = { signal, say: (line: string) => io.info(line) };
    const outcome = await deleteTenantRecord(zone.access, who, dns, patience);
    if (dns !== null) await session.progress({ dns: null });
    io.info(outcome === 'deleted' ? `The record ${name} is deleted.` : `There is no record ${name} any more.`);
    return outcome === 'deleted' ? 'deleted' : 'skipped:already_done';
  });
}

function withoutToken(hostname: string): ActionError {
  return new ActionError(
    'dns_failed',
    `${hostname} has a record, and this run has no token and zone of Cloudflare to delete it with. Nothing was done.`,
    'Give cloudflare_api_token and cloudflare_zone_id, then retry the job.',
  );
}
