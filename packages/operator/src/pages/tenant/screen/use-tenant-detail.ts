import type { TenantDetail } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { type Live, useLive } from '../../../live/use-live.ts';
import { stillMoves } from './tenant-story.ts';

/** Everything of a tenant stands below this key: what an action has changed is read again by it. */
export const tenantKey = (tenantId: string, ...part: string[]) => ['tenant', tenantId, ...part];

/** The tenant itself, with its place, its record and its newest jobs. */
export const useTenantDetail = (id: string | undefined): Live<TenantDetail> =>
  useLive<TenantDetail>({
    key: tenantKey(id ?? '', 'detail'),
    read: (signal) => bodyOf(api.GET('/internal/tenants/{id}', { params: { path: { id: id ?? '' } }, signal })),
    moves: ({ jobs }) => stillMoves(jobs, Date.now()),
    enabled: id !== undefined,
  });
