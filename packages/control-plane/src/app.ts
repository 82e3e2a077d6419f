import { secureHeaders } from 'hono/secure-headers';
import { consoleLogger } from './adapters/console-logger.ts';
import { ApiError } from './api-error.ts';
import { depsOf } from './deps-of.ts';
import { STYLE_SOURCE } from './docs/style.ts';
import { answerError } from './http/answer-error.ts';
import { apiRoutes } from './http/api-routes.ts';
import { authenticate } from './http/authenticate.ts';
import { identify } from './http/identify.ts';
import { limitBody } from './http/limit-body.ts';
import { limitRate } from './http/limit-rate.ts';
import { logAccess } from './http/log-access.ts';
import { pages } from './http/pages.ts';
import { requestLog } from './http/request-log.ts';
import { auditRoutes } from './routes/audit.ts';
import { clockRoutes } from './routes/clock.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { dispatchRoutes } from './routes/dispatch.ts';
import { driftRoutes } from './routes/drift.ts';
import { funnelRoutes } from './routes/funnel.ts';
import { healthRoutes } from './routes/health.ts';
import { inventoryRoutes } from './routes/inventory.ts';
import { jobRoutes } from './routes/jobs.ts';
import { launchRoutes } from './routes/launch.ts';
import { libraryHistoryRoutes } from './routes/library-history.ts';
import { libraryProvisioningRoutes } from './routes/library-provisionings.ts';
import { libraryTemplateRoutes } from './routes/library-templates.ts';
import { logRoutes } from './routes/logs.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { nodeRoutes } from './routes/nodes.ts';
import { onboardingRoutes } from './routes/onboarding.ts';
import { openapiRoutes } from './routes/openapi.ts';
import { operatorKeyRoutes } from './routes/operator-keys.ts';
import { placementRoutes } from './routes/placement.ts';
import { returnRoutes } from './routes/returns.ts';
import { tenantRoutes } from './routes/tenants.ts';
import { traceRoutes } from './routes/trace.ts';

/** The whole of the HTTP surface. What is mounted here has a row in auth/access.ts. */
export function controlPlane() {
  const app = apiRoutes();
  app.use(identify);
  app.use(async (c, next) => {
    c.set('log', requestLog(consoleLogger({ request_id: c.var.request_id })));
    // Answers hold tokens and what moves every second. A route that may be kept says so itself.
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.use(logAccess);
  // Before everything that needs a right configuration or D1: a page that loads can say what is wrong.
  app.route('/', pages());
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [STYLE_SOURCE],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
    }),
  );
  app.use(async (c, next) => {
    c.set('deps', await depsOf(c.env, (work) => c.executionCtx.waitUntil(work), c.var.log));
    await next();
  });
  app.use(authenticate);
  app.use(limitBody);
  app.use(limitRate);
  app.onError(answerError);
  app.notFound(() => {
    throw new ApiError('not_found', 'There is no such route.');
  });

  app.route('/', clockRoutes);
  app.route('/', healthRoutes);
  app.route('/', auditRoutes);
  app.route('/', funnelRoutes);
  app.route('/', launchRoutes);
  app.route('/', logRoutes);
  app.route('/', onboardingRoutes);
  app.route('/', traceRoutes);
  app.route('/', driftRoutes);
  app.route('/', inventoryRoutes);
  app.route('/', metricsRoutes);
  app.route('/', nodeRoutes);
  app.route('/', dispatchRoutes);
  app.route('/', jobRoutes);
  app.route('/', decisionRoutes);
  app.route('/', placementRoutes);
  app.route('/', returnRoutes);
  app.route('/', tenantRoutes);
  app.route('/', libraryTemplateRoutes);
  app.route('/', libraryProvisioningRoutes);
  app.route('/', libraryHistoryRoutes);
  app.route('/', operatorKeyRoutes);
  app.route('/', openapiRoutes(app));
  return app;
}
