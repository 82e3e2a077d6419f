import type { PlanTier, Region } from '@prego/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { ApiFailure } from '../../../api/failure.ts';
import { newRequestKey, requestKeys } from '../../../api/request-keys.ts';
import { useWords } from '../../../i18n/language.tsx';
import { announceOnPage } from '../../../ui/announce-on-page.ts';
import { announce } from '../../../ui/announcer.tsx';
import { useHere } from '../../../ui/use-here.ts';
import { tenantKey } from '../screen/use-tenant-detail.ts';
import { ENQUEUE_WORDS } from './enqueue-words.ts';

interface Wanted {
  readonly subdomain_slug: string;
  readonly plan_tier: PlanTier;
  readonly region: Region;
}

/**
 * Sends what the form asks for, and goes to the tenant's screen, unless `onMade` says that one is there. Whoever has closed
 * the form meanwhile is told what came of it, and led nowhere. Lives as long as the form, as its keys do.
 */
export function useEnqueue(onMade: (() => void) | undefined) {
  const words = useWords(ENQUEUE_WORDS);
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const [keyOf] = useState(() => requestKeys(newRequestKey));
  const here = useHere();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ tenantId, body }: { tenantId: string; body: Wanted }) => {
      const params = { path: { tenantId }, header: { 'idempotency-key': keyOf({ tenantId, body }) } };
      const { data, response } = await api.POST('/internal/tenants/{tenantId}/enqueue-provision', { params, body });
      if (!data) throw new ApiFailure('no_body', 'The answer is empty.', response.status);
      return { ...data, made: response.status === 202 };
    },
    onSuccess: async ({ tenant_id, job_id, made }) => {
      const said = made ? words.made(tenant_id, job_id) : words.already(tenant_id, job_id);
      if (onMade || !here.current) {
        if (here.current) onMade?.();
        announce(said);
      } else {
        announceOnPage(router, said);
        // The address with the open form is left behind: Back leads to the directory.
        await navigate({ to: '/cp/tenant', search: { tenant_id }, replace: true });
      }
      await Promise.all([
        client.invalidateQueries({ queryKey: tenantKey(tenant_id) }),
        client.invalidateQueries({ queryKey: ['tenants'] }),
        client.invalidateQueries({ queryKey: ['jobs'] }),
      ]);
    },
    onError: ({ message }) => {
      if (!here.current) announce(message);
    },
  });
  return {
    send: (tenantId: string, body: Wanted) => {
      if (!isPending) mutate({ tenantId, body });
    },
    busy: isPending,
    failure: error ?? undefined,
  };
}
