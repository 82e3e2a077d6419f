import type { ProvisioningStatus, ProvisioningSummary } from '@prego/contracts';
import type { Facts } from './facts.ts';
import type { PageToShow } from './pages.ts';

const at = (name: string, path: string): PageToShow => ({ name, path: () => path });

const of = (
  name: string,
  status: ProvisioningStatus,
  pathOf: (provisioning: ProvisioningSummary) => string,
  after?: PageToShow['after'],
): PageToShow => ({
  name,
  path: ({ provisionings }: Facts) => provisionings[status] && pathOf(provisionings[status]),
  ...(after && { after }),
});

const statusPage = ({ provisioning_id }: ProvisioningSummary) => `/library/provisionings/${provisioning_id}`;
const infoPage = (provisioning: ProvisioningSummary) => `${statusPage(provisioning)}?view=info`;

/** What someone fills in who wants a database. */
const filledIn = ({ network, sshKey }: NonNullable<Facts['ground']>): string => {
  const [subnet] = network.subnets;
  const chosen = { network_id: network.id, subnet: subnet?.ip_range, ssh_key_id: sshKey.id };
  const rest = { name: 'Billing database', server_type: 'cx33', location: 'fsn1', 'values.database': 'billing' };
  return Object.entries({ ...rest, ...chosen })
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
};

/** The library's pages, and that of the operators' keys. */
export const LIBRARY_PAGES: readonly PageToShow[] = [
  at('library', '/library'),
  at('library-no-hit', '/library?q=mainframe'),
  at('library-template', '/library/templates/postgresql'),
  at('library-template-trio', '/library/templates/dedicated-trio'),
  at('library-run-empty', '/library/templates/dedicated-trio/run'),
  {
    name: 'library-run',
    path: ({ ground }) => ground && `/library/templates/postgresql/run?${filledIn(ground)}`,
  },
  {
    name: 'library-run-faults',
    path: () => '/library/templates/postgresql/run?name=Orders%20database&server_prefix=a--b&values.database=pg_x',
    after: ({ page }) => page.locator('form button[type=submit]').click(),
  },
  at('library-provisionings', '/library/provisionings'),
  at('library-provisionings-no-hit', '/library/provisionings?q=nobody'),
  of('library-status', 'provisioned', statusPage),
  of('library-status-provisioning', 'provisioning', statusPage),
  of('library-status-failed', 'provision_failed', statusPage),
  of('library-status-return-failed', 'return_failed', statusPage),
  of('library-status-returned', 'returned', statusPage),
  {
    ...at('library-status-unknown', '/library/provisionings/lib_01j00000000000000000000000'),
    before: async ({ watch }) => watch.allow(/answered 404$/),
  },
  of('library-info', 'provisioned', infoPage),
  of('library-info-provisioning', 'provisioning', infoPage),
  of('library-info-return-failed', 'return_failed', infoPage),
  of('library-info-returned', 'returned', infoPage),
  of('library-return', 'provisioned', statusPage, ({ page }) => page.locator('main button').nth(1).click()),
  at('library-history', '/library/history'),
  at('library-history-no-hit', '/library/history?q=nobody'),
  { name: 'library-log', path: ({ event }) => event && `/library/history?log=${event.event_id}` },
  at('keys', '/cp/keys'),
];
