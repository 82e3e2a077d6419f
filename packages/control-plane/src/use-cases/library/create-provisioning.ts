import {
  type CatalogueTemplate,
  type CreateProvisioning,
  type FieldFault,
  type LibraryPrice,
  type ProvisioningStarted,
  type Region,
  serverNames,
} from '@prego/contracts';
import { libraryStackName } from '@prego/contracts/derived-ids';
import { ApiError } from '../../api-error.ts';
import { digestHex } from '../../auth/digest.ts';
import { sealSecret } from '../../auth/sealed-secret.ts';
import { actorOf, type Caller } from '../../caller.ts';
import { canonicalJson } from '../../canonical-json.ts';
import type { Deps } from '../../deps.ts';
import { drawSecret } from '../../library/draw-secret.ts';
import { runFaults } from '../../library/input-faults.ts';
import { secretAbout } from '../../library/open-own-secret.ts';
import { priceOf } from '../../library/price.ts';
import { readLibraryWorld } from '../../library/read-world.ts';
import { regionOfLocation } from '../../library/region-of-location.ts';
import { templateOf } from '../../library/templates.ts';
import { commit, constraintOf, type Statement } from '../../store/db.ts';
import { libraryEventStatement } from '../../store/library-events.ts';
import { provisionJobs } from '../../store/tables/jobs.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from '../../store/tables/library.ts';
import { auditStatement } from '../../store/write-audit.ts';
import { outboxStatement } from '../../store/write-outbox.ts';
import { nudge } from '../nudge.ts';
import { begunBefore, type Wish } from './begun-before.ts';

export type AskedProvisioning = CreateProvisioning & { readonly key: string | undefined; readonly request_id: string };

/**
 * Begins to provision a template: the provisioning with its secrets, its job, history and audit stand in one batch. The
 * same key and body of the same caller are answered the same provisioning, in its status of now. Throws
 * `template_not_found`, `inputs_refused` naming each field with its fault, and `idempotency_mismatch`.
 */
export async function createProvisioning(
  deps: Deps,
  caller: Caller,
  asked: AskedProvisioning,
): Promise<ProvisioningStarted> {
  const hash = await digestHex(canonicalJson({ template: asked.template, inputs: asked.inputs }));
  const wish = { by: actorOf(caller), key: asked.key, hash };
  const before = await begunBefore(deps, wish);
  if (before) return before;
  const template = templateOf(asked.template);
  const world = await readLibraryWorld(deps);
  const faults = runFaults(template, asked.inputs, world);
  if (faults.length > 0) {
    // The same request may have been faster, and what it took is what is taken.
    const same = await begunBefore(deps, wish);
    if (same) return same;
    throw inputsRefused(faults);
  }
  const { server_type, location } = asked.inputs;
  const made = await newProvisioning(deps, caller, asked, template, {
    hash,
    quote: priceOf(template.manifest, server_type, location, world),
  });
  try {
    await commit(deps.db, statementsFor(deps, caller, asked, made));
  } catch (error) {
    return await settleRace(deps, error, wish);
  }
  const { provisioning_id, status, job_id } = made.row;
  deps.defer(nudge(deps, { job_id, attempt: 1 }));
  return { provisioning_id, status, job_id, trace_id: made.trace_id };
}

function inputsRefused(faults: readonly FieldFault[]): ApiError {
  const said = faults.map(({ field, fault, detail }) => `${field}: ${fault}${detail ? ` (${detail})` : ''}`);
  return new ApiError('inputs_refused', `${said.join('; ')}.`);
}

/** What others can have taken between our look and our writing. */
const TAKEN: Readonly<Record<string, FieldFault>> = {
  "unique index 'library_provisionings_name'": { field: 'name', fault: 'name_taken' },
  'unique library_provisionings.server_prefix': { field: 'server_prefix', fault: 'server_name_taken' },
  server_name_taken: { field: 'server_prefix', fault: 'server_name_taken' },
};

async function settleRace(deps: Deps, error: unknown, wish: Wish): Promise<ProvisioningStarted> {
  const constraint = constraintOf(error);
  const before = constraint === undefined ? undefined : await begunBefore(deps, wish);
  if (before) return before;
  const fault = TAKEN[constraint ?? ''];
  throw fault ? inputsRefused([fault]) : error;
}

interface Made {
  readonly row: LibraryProvisioningsRow;
  readonly trace_id: string;
}

async function newProvisioning(
  deps: Deps,
  caller: Caller,
  { inputs, key }: AskedProvisioning,
  { manifest, cloud_init }: CatalogueTemplate,
  { hash, quote }: { readonly hash: string; readonly quote: LibraryPrice },
): Promise<Made> {
  const { now, newId } = deps;
  const provisioning_id = newId('lib_');
  const job_id = newId('job_');
  const row: LibraryProvisioningsRow = {
    ...{ provisioning_id, name: inputs.name, template: manifest.id, template_version: manifest.version },
    template_as_run: JSON.stringify({ manifest, cloud_init }),
    ...{ status: 'provisioning', inputs: JSON.stringify(inputs), server_prefix: inputs.server_prefix },
    server_names: JSON.stringify(Object.values(serverNames(manifest.servers, inputs.server_prefix))),
    ...{ region: regionOf(inputs.location), stack: libraryStackName(job_id), provision_job_id: job_id, job_id },
    secrets: JSON.stringify(await newSecrets(deps, provisioning_id, manifest.secrets)),
    ...{ resources: '[]', resources_at: null, quoted_hourly: quote.hourly, quoted_monthly: quote.monthly },
    ...{ hourly_cost: null, monthly_cost: null, billed_from: null, billed_before: 0 },
    ...{ error_code: null, error_message: null, idempotency_key: key ?? null, request_hash: hash },
    ...{ created_by: actorOf(caller), created_at: now, updated_at: now, ended_at: null, deleted_at: null },
  };
  return { row, trace_id: newId('trace_') };
}

/** The inputs were checked: their location is in a region of ours. */
function regionOf(location: string): Region {
  const region = regionOfLocation(location);
  if (!region) throw new Error(`${location} is in no region`);
  return region;
}

/** Drawn for this provisioning alone, sealed, by name. */
async function newSecrets(
  { config, newSecret }: Deps,
  provisioning_id: string,
  secrets: CatalogueTemplate['manifest']['secrets'],
): Promise<Record<string, string>> {
  const sealed = secrets.map(async ({ name, length }) => {
    const text = drawSecret(length, newSecret);
    return [name, await sealSecret(config.keys.library, secretAbout(provisioning_id, name), text)] as const;
  });
  return Object.fromEntries(await Promise.all(sealed));
}

function statementsFor(
  { db, now }: Deps,
  caller: Caller,
  { request_id }: AskedProvisioning,
  { row, trace_id }: Made,
): Statement[] {
  const { provisioning_id, job_id, stack, region, name, template, template_version } = row;
  const actor = actorOf(caller);
  const kind = 'library_provision' as const;
  return [
    db.insert(libraryProvisionings).values(row),
    db.insert(provisionJobs).values({
      ...{ job_id, kind, status: 'queued', provisioning_id, trace_id, region, stack },
      ...{ infra_mode: 'create_new_server', created_by: actor, created_at: now, updated_at: now },
    }),
    libraryEventStatement(db, row, { kind: 'provisioning_executed', at: now, actor, job_id, attempt: 1 }),
    auditStatement(db, {
      ...{ at: now, actor: caller, action: 'job.created', job_id, request_id },
      data: { kind, stack, provisioning_id, name, template, template_version },
    }),
    outboxStatement(db, { job_id, attempt: 1, due_at: now }),
  ];
}
