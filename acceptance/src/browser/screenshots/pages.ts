import type { JobSummary } from '@prego/contracts';
import { cutNetwork, failApi, holdApi } from '../testing/broken-network.ts';
import type { OpenPage } from '../testing/with-page.ts';
import type { Facts } from './facts.ts';
import { LIBRARY_PAGES } from './library-pages.ts';

/** A page in one state of it. */
export interface PageToShow {
  /** In kebab-case: the picture's name begins with it. */
  readonly name: string;
  /** Undefined where the world has nothing of what it shows. */
  readonly path: (facts: Facts, launchUrl: (tenantId: string) => Promise<string>) => Awaitable<string | undefined>;
  /** What is done before the page is opened. */
  readonly before?: (open: OpenPage) => Promise<unknown>;
  /** What is done on it before it is looked at. */
  readonly after?: (open: OpenPage) => Promise<unknown>;
  /** It never comes to rest, as something is held back. */
  readonly restless?: true;
  readonly signedOut?: true;
}
type Awaitable<T> = T | Promise<T>;

const API = /^\/(internal|v1)\//;

const ofJob = (path: string, job: JobSummary | undefined) => job && `${path}?job_id=${job.job_id}`;
const ofTenant = (path: string, job: JobSummary | undefined) =>
  job?.tenant_id ? `${path}?tenant_id=${job.tenant_id}` : undefined;

const at = (name: string, path: string): PageToShow => ({ name, path: () => path });

type LaunchOf = 'completed' | 'running' | 'waiting' | 'failed';
const launch = (name: string, which: LaunchOf, rest: Partial<PageToShow> = {}): PageToShow => ({
  name,
  path: (facts, launchUrl) => (facts[which]?.tenant_id ? launchUrl(facts[which].tenant_id) : undefined),
  ...rest,
});

/** Where each page stands when all is well. */
const PLAIN: readonly PageToShow[] = [
  { name: 'sign-in', path: () => '/cp/infra', signedOut: true },
  at('tenant-search', '/cp/tenant'),
  { name: 'tenant', path: ({ completed }) => ofTenant('/cp/tenant', completed) },
  { name: 'tenant-failed', path: ({ failed }) => ofTenant('/cp/tenant', failed) },
  at('provision-trace-empty', '/cp/provision-trace'),
  { name: 'provision-trace', path: ({ completed }) => ofJob('/cp/provision-trace', completed) },
  { name: 'provision-trace-running', path: ({ running }) => ofJob('/cp/provision-trace', running) },
  { name: 'provision-trace-failed', path: ({ failed }) => ofJob('/cp/provision-trace', failed) },
  at('onboarding-empty', '/cp/onboarding'),
  { name: 'onboarding', path: ({ completed }) => ofTenant('/cp/onboarding', completed) },
  { name: 'onboarding-failed', path: ({ failed }) => ofJob('/cp/onboarding', failed) },
  at('infra-jobs', '/cp/infra'),
  at('infra-nodes', '/cp/infra?tab=nodes'),
  { name: 'infra-node', path: ({ node }) => node && `/cp/infra?tab=nodes&node_id=${node.node_id}` },
  { name: 'infra-trace', path: ({ failed }) => failed && `/cp/infra?tab=trace&trace_id=${failed.trace_id}` },
  at('infra-orphans', '/cp/infra?tab=orphans'),
  at('infra-dispatch', '/cp/infra?tab=dispatch'),
  at('placement-empty', '/cp/placement'),
  at('placement', '/cp/placement?plan_tier=basic&region=sg'),
  at('placement-dedicated', '/cp/placement?plan_tier=enterprise&region=eu'),
  { name: 'placement-decision', path: ({ completed }) => ofJob('/cp/placement', completed) },
  at('errors', '/cp/errors'),
  at('errors-code', '/cp/errors?code=attempt_ended&area=api'),
  at('errors-unknown', '/cp/errors?code=no_such_code&q=nothing+like+it'),
  { name: 'palette', path: () => '/cp/infra', after: ({ page }) => page.keyboard.press('Control+K') },
  launch('launch-open', 'completed'),
  launch('launch-running', 'running'),
  launch('launch-waiting', 'waiting'),
  launch('launch-failed', 'failed'),
  at('launch-without-token', '/launch'),
];

const TO_BREAK = [
  'tenant',
  'provision-trace',
  'onboarding',
  'infra-jobs',
  'infra-nodes',
  'placement',
  'launch-running',
  'library',
  'library-template',
  'library-run',
  'library-provisionings',
  'library-status',
  'library-info',
  'library-history',
];

/** The same page while it loads, when the control plane refuses everything, and when the network is gone. */
const troubled = (page: PageToShow): PageToShow[] => [
  { ...page, name: `${page.name}-loading`, before: (open) => holdApi(open, API), restless: true },
  { ...page, name: `${page.name}-broken`, before: (open) => failApi(open, API, 'unavailable') },
  { ...page, name: `${page.name}-offline`, after: (open) => cutNetwork(open), restless: true },
];

export const PAGES: readonly PageToShow[] = [
  ...PLAIN,
  ...LIBRARY_PAGES,
  ...[...PLAIN, ...LIBRARY_PAGES].filter(({ name }) => TO_BREAK.includes(name)).flatMap(troubled),
];
