import type { LibraryEventKind, PlanTier, ProvisioningStatus, Region } from '@prego/contracts';

/** Contracts' closed sets, whose values would bring zod along, in the order in which people are offered them. */
export const PLAN_TIERS = ['free', 'basic', 'professional', 'enterprise'] as const satisfies readonly PlanTier[];
export const REGIONS = ['sg', 'us', 'eu'] as const satisfies readonly Region[];
export const PROVISIONING_STATUSES = [
  'provisioning',
  'provisioned',
  'provision_failed',
  'returning',
  'returned',
  'return_failed',
] as const satisfies readonly ProvisioningStatus[];
export const LIBRARY_EVENT_KINDS = [
  'provisioning_executed',
  'provisioning_failed',
  'provisioning_completed',
  'return_executed',
  'return_failed',
  'return_completed',
  'status_deleted',
] as const satisfies readonly LibraryEventKind[];

/** The form of contracts' TenantId. */
export const TENANT_ID = /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

/** Whether the control plane would take it as a tenant's id, known or not. */
export const isTenantId = (text: string): boolean => TENANT_ID.test(text);
