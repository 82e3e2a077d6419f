import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { Button } from '../../ui/button.tsx';
import { FreshnessLine } from '../../ui/freshness-line.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Directory, useDirectory } from './directory/directory.tsx';
import { DIRECTORY_WORDS } from './directory/directory-words.ts';
import { EnqueueDialog } from './enqueue/enqueue-dialog.tsx';
import { baseDomainOf } from './enqueue/enqueue-rules.ts';
import { TenantScreen } from './screen/tenant-screen.tsx';
import { useTenantDetail } from './screen/use-tenant-detail.ts';
import { TENANT_WORDS } from './tenant-words.ts';
import { unknownTenant } from './unknown-tenant.ts';

/** The directory of tenants, or all about one of them. */
export function TenantPage() {
  const { tenant_id } = useSearch({ from: '/cp/tenant' });
  const detail = useTenantDetail(tenant_id);
  const [before, setBefore] = useState<string>();
  const unknown = unknownTenant(before, tenant_id, detail);
  if (unknown !== before) setBefore(unknown);
  if (tenant_id && !unknown) return <TenantScreen key={tenant_id} tenantId={tenant_id} detail={detail} />;
  return <DirectoryPage unknown={unknown} />;
}

function DirectoryPage({ unknown }: { unknown: string | undefined }) {
  const words = useWords(DIRECTORY_WORDS);
  const { enqueue } = useWords(TENANT_WORDS);
  const { enqueue: form } = useSearch({ from: '/cp/tenant' });
  const navigate = useNavigate();
  const tenants = useDirectory();
  const show = (open: boolean) =>
    void navigate({
      to: '.',
      search: (now) => ({ ...now, enqueue: open ? 'open' : undefined }) as never,
      replace: !open,
    });
  const known = tenants.live.data?.[0];
  return (
    <>
      <PageHead title={unknown ? words.unknown : words.title} sub={unknown && words.unknownHelp(unknown)}>
        <div className="flex flex-wrap items-center gap-3">
          <FreshnessLine of={[tenants.live]} />
          <Button look="primary" onClick={() => show(true)}>
            <Plus aria-hidden size={14} />
            {enqueue}
          </Button>
        </div>
      </PageHead>
      <Directory tenants={tenants} />
      <EnqueueDialog
        open={form === 'open'}
        onClose={() => show(false)}
        baseDomain={known && baseDomainOf(known)}
        proposedId={unknown}
      />
    </>
  );
}
