import { z } from 'zod';

/** The closed sets that every package agrees on. What the words mean: README.md. */

export const Region = z.enum(['sg', 'us', 'eu']);
export type Region = z.infer<typeof Region>;
/** Where a tenant lands that names no region. */
export const DEFAULT_REGION: Region = 'sg';

export const PlanTier = z.enum(['free', 'basic', 'professional', 'enterprise']);
export type PlanTier = z.infer<typeof PlanTier>;
export const DEFAULT_PLAN_TIER: PlanTier = 'basic';

export const JobKind = z.enum(['provision', 'return', 'library_provision', 'library_return', 'retire_node']);
export type JobKind = z.infer<typeof JobKind>;

export const JobStatus = z.enum([
  'queued',
  'waiting',
  'dispatching',
  'dispatched',
  'running',
  'completed',
  'failed',
  'cancelled',
]);
export type JobStatus = z.infer<typeof JobStatus>;
/** A tenant has at most one job in one of these. */
export const ACTIVE_JOB_STATUSES = ['queued', 'waiting', 'dispatching', 'dispatched', 'running'] as const;
export const ENDED_JOB_STATUSES = ['completed', 'failed', 'cancelled'] as const;

export const InfraMode = z.enum(['create_new_server', 'use_existing']);
export type InfraMode = z.infer<typeof InfraMode>;

export const TenantStatus = z.enum(['provisioning', 'active', 'returning', 'returned', 'failed']);
export type TenantStatus = z.infer<typeof TenantStatus>;

export const NodeRole = z.enum(['shared', 'app', 'db', 'redis']);
export type NodeRole = z.infer<typeof NodeRole>;
/** The servers of a dedicated tenant, in the order in which people name them. */
export const TRIO_ROLES = ['app', 'db', 'redis'] as const;

export const NodeStatus = z.enum(['provisioning', 'ready', 'cordoned', 'draining', 'retired', 'failed']);
export type NodeStatus = z.infer<typeof NodeStatus>;

/** What became of a step. `started` is the only one after which more of the same step follows. */
export const TraceStatus = z.enum(['started', 'done', 'skipped', 'failed']);
export type TraceStatus = z.infer<typeof TraceStatus>;

export const DecisionReason = z.enum(['existing_node_selected', 'no_eligible_node', 'dedicated_tier']);
export type DecisionReason = z.infer<typeof DecisionReason>;

/** Why a node may not take a tenant now. */
export const IneligibleReason = z.enum([
  'cooling_down',
  'cordoned',
  'draining',
  'failed',
  'retired',
  'metrics_missing',
  'metrics_stale',
  'memory_over',
  'cpu_over',
  'disk_over',
  'seats_full',
]);
export type IneligibleReason = z.infer<typeof IneligibleReason>;

/** The milestones of the funnel, in order. */
export const FunnelEventName = z.enum(['signed_up', 'placed', 'dispatched', 'server_ready', 'address_ready', 'opened']);
export type FunnelEventName = z.infer<typeof FunnelEventName>;

export const OnboardingStepName = z.enum([
  'tenant_record',
  'provision_job',
  'infrastructure',
  'tenant_dns',
  'callback',
]);
export type OnboardingStepName = z.infer<typeof OnboardingStepName>;
export const OnboardingState = z.enum(['pending', 'done', 'failed']);
export type OnboardingState = z.infer<typeof OnboardingState>;
