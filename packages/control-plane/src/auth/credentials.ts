import type { CallerKind } from '../caller.ts';

/** Each kind of credential as people call it, and what it is: for refusals, the OpenAPI document and README.md. */
export const CREDENTIALS: Readonly<Record<Exclude<CallerKind, 'open'>, { name: string; description: string }>> = {
  operator: {
    name: 'operator key',
    description:
      'INTERNAL_API_KEY, held by automation as a repository secret; or a key of one operator, by name: prego_op_….',
  },
  gateway: { name: 'gateway key', description: 'GATEWAY_KEY: held by the API gateway, which exposes /v1 only.' },
  attempt: {
    name: 'attempt token',
    description: 'What a workflow run got by claiming its job; it holds for an hour and for that attempt only.',
  },
  automation: {
    name: 'automation token',
    description: 'The GitHub OIDC token of a scheduled workflow (inventory.yml, drift.yml) on the configured branch.',
  },
  node: { name: 'node token', description: 'Delivered to one node inside its userData; it speaks for that node only.' },
  launch: {
    name: 'Launch token',
    description: "In the fragment of a customer's Launch link; it opens that tenant's view.",
  },
};

/** `operator key or attempt token`, as a sentence says it. */
export const namesOf = (kinds: readonly CallerKind[]): string =>
  kinds.map((kind) => (kind === 'open' ? 'no credential' : CREDENTIALS[kind].name)).join(' or ');
