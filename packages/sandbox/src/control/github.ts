import { createPublicKey } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Project } from '../core/projects.ts';
import type { AppDocument, WorkflowDocument } from '../github/documents.ts';
import { checkTemplate } from '../github/expressions.ts';
import { API_PATH, type Github, repositoryOf } from '../github/github.ts';
import { issuer } from '../github/id-token.ts';
import { rotateKey } from '../github/oidc-keys.ts';
import { RUN_CONTEXTS } from '../github/run-contexts.ts';
import { isSettingName, putSetting } from '../github/settings.ts';
import { describeWorkflow } from '../github/workflow-file.ts';
import { putWorkflow } from '../github/workflows.ts';
import { chosenProject } from './chosen-project.ts';
import type { Control } from './control.ts';
import { ControlError, parseBody } from './errors.ts';
import { githubRunRoutes } from './github-runs.ts';

const Input = z.strictObject({
  type: z.enum(['string', 'boolean', 'number', 'choice', 'environment']).default('string'),
  required: z.boolean().default(false),
  default: z.string().exactOptional(),
  options: z.array(z.string()).exactOptional(),
});

const Workflow = z.strictObject({
  title: z.string().min(1).exactOptional(),
  run_name: z
    .string()
    .min(1)
    .refine(isRunName, 'must be text with expressions of github.*, inputs.* and vars.*')
    .optional(),
  dispatchable: z.boolean().exactOptional(),
  state: z.enum(['active', 'disabled_manually']).exactOptional(),
  inputs: z.record(z.string().regex(/^[A-Za-z_][\w-]*$/), Input).exactOptional(),
  /** The file's text, which says all of this but the state. */
  source: z.string().optional(),
});

const App = z.strictObject({
  public_keys: z.array(z.string().refine(isPublicKey, 'is no public key in PEM')).min(1),
  client_id: z.string().min(1).optional(),
  installation_id: z.int().min(1).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
});

const Setting = z.strictObject({ value: z.string() });

const Ref = z.strictObject({ ref: z.string().regex(/^refs\/(heads|tags)\/.+/, 'must be refs/heads/… or refs/tags/…') });

/**
 * `/github?project=` (the first project unless it says another): what the repository is, with its workflows and apps.
 * PUT, DELETE /workflows/{file}; PUT, DELETE /apps/{app id} with the public halves of its keys; POST /refs makes a
 * branch or tag; PUT, DELETE /secrets/{name} and /variables/{name}, of which only variables are shown; POST /keys/rotate gives the issuer a new key; /runs see `githubRunRoutes`.
 */
export function githubRoutes(control: Control): Hono {
  const { github } = control;
  const app = new Hono();
  app.route('/runs', githubRunRoutes(control));
  app.get('/', (c) => c.json(showGithub(github, chosenProject(control, c))));

  app.put('/workflows/:file', async (c) => {
    const { run_name: runName, source, ...change } = await parseBody(c, Workflow);
    const { id } = chosenProject(control, c);
    const file = c.req.param('file');
    const described = source === undefined ? {} : describedBy(file, source);
    const made = putWorkflow(github, id, file, { ...described, ...change, ...(runName !== undefined && { runName }) });
    return c.json(showWorkflow(made));
  });

  app.delete('/workflows/:file', (c) => {
    const { id } = chosenProject(control, c);
    const known = github.workflows.byName(id, c.req.param('file'));
    if (!known) throw new ControlError(404, 'not_found', `There is no workflow ${c.req.param('file')}.`);
    github.workflows.delete(id, known.id);
    return c.body(null, 204);
  });

  app.put('/apps/:id', async (c) => {
    const given = await parseBody(c, App);
    const { id: project } = chosenProject(control, c);
    const id = Number(c.req.param('id'));
    if (!Number.isSafeInteger(id)) throw new ControlError(400, 'invalid_input', 'app id: must be a number');
    const made = github.apps.put(project, {
      id,
      name: `app-${id}`,
      clientId: given.client_id ?? `Iv23sandbox${id}`,
      installation: given.installation_id ?? github.apps.get(project, id)?.installation ?? id + 1,
      permissions: given.permissions ?? { actions: 'write', metadata: 'read' },
      publicKeys: given.public_keys,
    });
    return c.json(showApp(made));
  });

  app.delete('/apps/:id', (c) => {
    github.apps.delete(chosenProject(control, c).id, Number(c.req.param('id')));
    return c.body(null, 204);
  });

  for (const [kind, settings] of [
    ['secrets', github.secrets],
    ['variables', github.variables],
  ] as const) {
    app.put(`/${kind}/:name`, async (c) => {
      const { value } = await parseBody(c, Setting);
      putSetting(settings, chosenProject(control, c).id, settingName(c.req.param('name')), value);
      return c.body(null, 204);
    });
    app.delete(`/${kind}/:name`, (c) => {
      settings.delete(chosenProject(control, c).id, settingName(c.req.param('name')));
      return c.body(null, 204);
    });
  }

  app.post('/refs', async (c) => {
    const { ref } = await parseBody(c, Ref);
    const project = chosenProject(control, c);
    const repository = repositoryOf(github, project.id);
    const refs = { ...repository.refs, [ref]: repository.refs[ref] ?? github.core.randomHex(20) };
    github.repositories.put(project.id, { ...repository, refs });
    return c.json(showGithub(github, project), 201);
  });

  app.post('/keys/rotate', (c) => {
    rotateKey(github.core);
    return c.body(null, 204);
  });
  return app;
}

function showGithub(github: Github, { id }: Project) {
  const { name, id: repositoryId, ownerId, defaultBranch, refs } = repositoryOf(github, id);
  return {
    project: id,
    url: `${github.origin()}${API_PATH}`,
    oidc_issuer: issuer(github),
    repository: name,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    default_branch: defaultBranch,
    refs,
    workflows: github.workflows.list(id).map(showWorkflow),
    apps: github.apps.list(id).map(showApp),
    secrets: github.secrets.list(id).map(({ id: name }) => name),
    variables: Object.fromEntries(github.variables.list(id).map(({ id: name, value }) => [name, value])),
  };
}

function showWorkflow({ id, name, title, runName, dispatchable, state, inputs }: WorkflowDocument) {
  return { id, file: name, title, run_name: runName, dispatchable, state, inputs };
}

function describedBy(file: string, source: string) {
  try {
    return describeWorkflow(file, source);
  } catch (error) {
    throw new ControlError(400, 'invalid_input', `source: ${error instanceof Error ? error.message : error}`);
  }
}

function showApp({ id, clientId, installation, permissions, publicKeys }: AppDocument) {
  return { app_id: id, client_id: clientId, installation_id: installation, permissions, public_keys: publicKeys };
}

function settingName(given: string): string {
  const name = given.toUpperCase();
  if (isSettingName(name)) return name;
  const rule = 'letters, digits and _, begins with no digit and not with GITHUB_';
  throw new ControlError(400, 'invalid_input', `name: "${given}" is none: it has ${rule}.`);
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function isRunName(template: string): boolean {
  try {
    checkTemplate(template, RUN_CONTEXTS);
    return true;
  } catch {
    return false;
  }
}
