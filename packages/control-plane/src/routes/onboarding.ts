import { createRoute } from '@hono/zod-openapi';
import { OnboardingQuery, OnboardingStatus } from '@prego/contracts';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { onboardingStatus } from '../use-cases/onboarding-status.ts';

export const onboardingRoutes = apiRoutes();

onboardingRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/onboarding-status',
    tags: ['Story'],
    summary: "Onboarding's five steps, of a job or of a tenant's newest one",
    request: { query: OnboardingQuery },
    responses: { 200: json('The five steps', OnboardingStatus), ...refusals('job_not_found', 'tenant_not_found') },
  }),
  async (c) => c.json(await onboardingStatus(c.var.deps, c.req.valid('query')), 200),
);
