import { Hono } from 'hono';
import { z } from 'zod';
import { openZone } from '../cloudflare/cloudflare.ts';
import { DEFAULT_LIMITS, type Project, type ProjectLimits } from '../core/projects.ts';
import { budgetOwners } from '../github/auth.ts';
import { openRepository, personalToken, renewPersonalToken, repositoryOf } from '../github/github.ts';
import { type Control, pathProject } from './control.ts';
import { parseBody } from './errors.ts';
import { emptyProject, removeProject } from './reset.ts';

const Limits = z.strictObject({
  servers: z.int().min(0).optional(),
  cores: z.int().min(0).optional(),
  requests_per_hour: z.int().min(1).optional(),
});

const Settings = z.strictObject({
  limits: Limits.optional(),
  zone: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name in lower case, such as tenants.example')
    .optional(),
});

const NewProject = Settings.extend({
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name')
    .optional(),
});

const Vendor = z.enum(['hetzner', 'cloudflare', 'github']);

const Budget = z.strictObject({ remaining: z.int().min(0), vendor: Vendor.default('hetzner') });

const Rotation = z.strictObject({ vendor: Vendor });

/**
 * `/projects`: POST makes one with tokens of its own (`limits`, `zone`, `repository` if you like); GET lists; PATCH /{id} changes
 * limits or adds a zone; POST /{id}/reset empties it (see `emptyProject`); DELETE /{id} removes it;
 * POST /{id}/budget leaves `remaining` requests to its token at a `vendor` (Hetzner unless it says another; at GitHub
 * to its apps' installations too);
 * POST /{id}/rotate gives it a new token at a `vendor`, which refuses the old one from then on.
 */
export function projectRoutes(control: Control): Hono {
  const { core, cloudflare, hetzner, github } = control;
  const newToken = {
    hetzner: () => ({ hetznerToken: core.randomHex(32) }),
    cloudflare: () => ({ cloudflareToken: core.randomHex(20) }),
  };
  const app = new Hono();

  app.get('/', (c) => c.json({ projects: core.projects.all().map((project) => showProject(control, project)) }));

  app.post('/', async (c) => {
    const settings = await parseBody(c, NewProject);
    const project = core.store.transaction(() => {
      const tokens = { ...newToken.hetzner(), ...newToken.cloudflare() };
      const made = core.projects.open(tokens, mergeLimits(DEFAULT_LIMITS, settings.limits));
      if (settings.zone) openZone(cloudflare, made.id, settings.zone);
      openRepository(github, made.id, settings.repository);
      return made;
    });
    return c.json(showProject(control, project), 201);
  });

  app.get('/:id', (c) => c.json(showProject(control, pathProject(control, c.req.param('id')))));

  app.patch('/:id', async (c) => {
    const project = pathProject(control, c.req.param('id'));
    const settings = await parseBody(c, Settings);
    core.store.transaction(() => {
      core.projects.setLimits(project.id, mergeLimits(project.limits, settings.limits));
      if (settings.zone) openZone(cloudflare, project.id, settings.zone);
    });
    return c.json(showProject(control, pathProject(control, c.req.param('id'))));
  });

  app.delete('/:id', (c) => {
    removeProject(control, pathProject(control, c.req.param('id')).id);
    return c.body(null, 204);
  });

  app.post('/:id/reset', (c) => {
    const project = pathProject(control, c.req.param('id'));
    emptyProject(control, project.id);
    return c.json(showProject(control, project));
  });

  app.post('/:id/rotate', async (c) => {
    const { id } = pathProject(control, c.req.param('id'));
    const { vendor } = await parseBody(c, Rotation);
    if (vendor === 'github') core.store.transaction(() => renewPersonalToken(github, id));
    else core.projects.setTokens(id, newToken[vendor]());
    return c.json(showProject(control, pathProject(control, String(id))));
  });

  app.post('/:id/budget', async (c) => {
    const project = pathProject(control, c.req.param('id'));
    const { remaining, vendor } = await parseBody(c, Budget);
    const now = core.clock.now();
    if (vendor === 'hetzner') hetzner.rateLimits.drainTo(project, remaining, now);
    else if (vendor === 'cloudflare') cloudflare.rateLimit.drainTo(project.id, remaining, now);
    else for (const owner of budgetOwners(github, project.id)) github.rateLimits.drainTo(owner, remaining, now);
    return c.json({ project: project.id, vendor, remaining });
  });

  return app;
}

export function showProject({ cloudflare, github }: Control, project: Project): Record<string, unknown> {
  return {
    id: project.id,
    hetzner_token: project.hetznerToken,
    cloudflare_token: project.cloudflareToken,
    github_token: personalToken(github, project.id),
    github_repository: repositoryOf(github, project.id).name,
    zones: cloudflare.zones.list(project.id).map(({ id, name }) => ({ id, name })),
    limits: {
      servers: project.limits.servers,
      cores: project.limits.cores,
      requests_per_hour: project.limits.requestsPerHour,
    },
  };
}

function mergeLimits(current: ProjectLimits, given: z.infer<typeof Limits> = {}): ProjectLimits {
  return {
    servers: given.servers ?? current.servers,
    cores: given.cores ?? current.cores,
    requestsPerHour: given.requests_per_hour ?? current.requestsPerHour,
  };
}
