import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { errorsSearch } from './pages/errors/errors-search.ts';
import { infraSearch } from './pages/infra/infra-search.ts';
import { catalogueSearch } from './pages/library/catalogue/catalogue-search.ts';
import { historySearch } from './pages/library/history/history-search.ts';
import { provisioningsSearch } from './pages/library/list/list-search.ts';
import { runSearch } from './pages/library/run/run-search.ts';
import { provisioningSearch } from './pages/library/status/status-search.ts';
import { onboardingSearch } from './pages/onboarding/onboarding-search.ts';
import { placementSearch } from './pages/placement/placement-search.ts';
import { traceSearch } from './pages/provision-trace/trace-search.ts';
import { tenantSearch } from './pages/tenant/tenant-search.ts';
import { parseSearch, stringifySearch } from './plain-search.ts';
import { BrokenPage } from './shell/broken-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';

/** The address of each page, with the search params that it takes. Each page's script is read when it is first looked at. */
const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: BrokenPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/cp',
  beforeLoad: () => {
    throw redirect({ to: '/cp/infra', replace: true });
  },
});

export const tenantRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/tenant',
  validateSearch: tenantSearch,
  component: lazyRouteComponent(() => import('./pages/tenant/tenant-page.tsx'), 'TenantPage'),
});

export const traceRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/provision-trace',
  validateSearch: traceSearch,
  component: lazyRouteComponent(() => import('./pages/provision-trace/provision-trace-page.tsx'), 'ProvisionTracePage'),
});

export const onboardingRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/onboarding',
  validateSearch: onboardingSearch,
  component: lazyRouteComponent(() => import('./pages/onboarding/onboarding-page.tsx'), 'OnboardingPage'),
});

export const infraRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/infra',
  validateSearch: infraSearch,
  component: lazyRouteComponent(() => import('./pages/infra/infra-page.tsx'), 'InfraPage'),
});

export const placementRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/placement',
  validateSearch: placementSearch,
  component: lazyRouteComponent(() => import('./pages/placement/placement-page.tsx'), 'PlacementPage'),
});

export const keysRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/keys',
  component: lazyRouteComponent(() => import('./pages/keys/keys-page.tsx'), 'KeysPage'),
});

export const errorsRoute = createRoute({
  getParentRoute: () => root,
  path: '/cp/errors',
  validateSearch: errorsSearch,
  component: lazyRouteComponent(() => import('./pages/errors/errors-page.tsx'), 'ErrorsPage'),
});

export const catalogueRoute = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: catalogueSearch,
  component: lazyRouteComponent(() => import('./pages/library/catalogue/catalogue-page.tsx'), 'CataloguePage'),
});

const templatesRoute = createRoute({
  getParentRoute: () => root,
  path: '/library/templates',
  beforeLoad: () => {
    throw redirect({ to: '/library', replace: true });
  },
});

export const templateRoute = createRoute({
  getParentRoute: () => root,
  path: '/library/templates/$template',
  component: lazyRouteComponent(() => import('./pages/library/template/template-page.tsx'), 'TemplatePage'),
});

export const runRoute = createRoute({
  getParentRoute: () => root,
  path: '/library/templates/$template/run',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('./pages/library/run/run-page.tsx'), 'RunPage'),
});

export const provisioningsRoute = createRoute({
  getParentRoute: () => root,
  path: '/library/provisionings',
  validateSearch: provisioningsSearch,
  component: lazyRouteComponent(() => import('./pages/library/list/list-page.tsx'), 'ProvisioningsPage'),
});

export const provisioningRoute = createRoute({
  getParentRoute: () => root,
  path: '/library/provisionings/$provisioning_id',
  validateSearch: provisioningSearch,
  component: lazyRouteComponent(() => import('./pages/library/status/status-page.tsx'), 'ProvisioningPage'),
});

export const historyRoute = createRoute({
  getParentRoute: () => root,
  path: '/library/history',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('./pages/library/history/history-page.tsx'), 'HistoryPage'),
});

const operations = [
  home,
  tenantRoute,
  traceRoute,
  onboardingRoute,
  infraRoute,
  placementRoute,
  keysRoute,
  errorsRoute,
] as const;
const library = [
  catalogueRoute,
  templatesRoute,
  templateRoute,
  runRoute,
  provisioningsRoute,
  provisioningRoute,
  historyRoute,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...operations, ...library]),
  parseSearch,
  stringifySearch,
  // Without it what a page's validateSearch leaves out would still reach the page, as it was typed.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
