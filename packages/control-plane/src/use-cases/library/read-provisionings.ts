import type {
  LibraryInputsBody,
  LibraryPrice,
  LibraryResource,
  ListProvisioningsQuery,
  ProvisioningDetail,
  ProvisioningPage,
  ProvisioningSummary,
} from '@prego/contracts';
import type { z } from 'zod';
import { ApiError } from '../../api-error.ts';
import type { Deps } from '../../deps.ts';
import { costSoFar } from '../../library/billing.ts';
import { isDeletable, isRetryable, mayBecome } from '../../library/provisioning-moves.ts';
import {
  type AfterProvisioning,
  provisioningsQuery,
  type ShownProvisioning,
  shownProvisioning,
  templateNameOf,
} from '../../store/library.ts';

type Inputs = z.infer<typeof LibraryInputsBody>;

/** A page of what is on the list, newest first. Throws `invalid_request` for a cursor that is none of ours. */
export async function listProvisionings(
  { db, now }: Deps,
  { cursor, limit, ...filters }: ListProvisioningsQuery,
): Promise<ProvisioningPage> {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const rows = await provisioningsQuery(db, filters, after, limit + 1);
  const items = rows.slice(0, limit).map((row) => summaryOf(row, now));
  const last = items.at(-1);
  return {
    items,
    next_cursor: rows.length > limit && last ? `${last.created_at}.${last.provisioning_id}` : null,
  };
}

function placeOf(cursor: string): AfterProvisioning {
  const [, at, provisioning_id] = /^(\d{1,15})\.(lib_[a-z0-9]{26})$/.exec(cursor) ?? [];
  if (!at || !provisioning_id) throw new ApiError('invalid_request', 'cursor: this is none of ours.');
  return { created_at: Number(at), provisioning_id };
}

/** One provisioning as it is now. Throws `provisioning_not_found`. */
export async function readProvisioning({ db, now }: Deps, id: string): Promise<z.infer<typeof ProvisioningDetail>> {
  const row = await shownProvisioning(db, id);
  const { status, stack, attempt, install_minutes } = row;
  return {
    ...summaryOf(row, now),
    ...{ stack, attempt, install_minutes },
    inputs: JSON.parse(row.inputs) as Inputs,
    may: { retry: isRetryable(status), return: mayBecome(status, 'returning'), delete: isDeletable(status) },
  };
}

function summaryOf(row: ShownProvisioning, now: number): ProvisioningSummary {
  const { provisioning_id, name, template, template_version, status, region, job_id, trace_id } = row;
  const { created_by, created_at, ended_at, error_code, error_message } = row;
  const asked = JSON.parse(row.inputs) as Inputs;
  const server = (JSON.parse(row.resources) as LibraryResource[]).find(({ kind }) => kind === 'server');
  return {
    ...{ provisioning_id, name, template, template_version, status, region, job_id, trace_id },
    template_name: templateNameOf(row),
    location: server?.location ?? asked.location,
    server_type: server?.server_type ?? asked.server_type,
    price: priceNow(row),
    cost_so_far: costSoFar(row, now),
    ...{ created_by, created_at, ended_at, error_code, error_message },
  };
}

/** What it costs now; while it is made for the first time, what it is to cost. */
function priceNow(row: ShownProvisioning): LibraryPrice {
  if (row.billed_from !== null) return { hourly: row.hourly_cost, monthly: row.monthly_cost };
  if (row.status === 'provisioning') return { hourly: row.quoted_hourly, monthly: row.quoted_monthly };
  return { hourly: 0, monthly: 0 };
}
