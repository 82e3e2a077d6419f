import { createRoute, z } from '@hono/zod-openapi';
import {
  CreateProvisioning,
  IdempotencyKey,
  InstallationInfo,
  ListProvisioningsQuery,
  ProvisioningDetail,
  ProvisioningId,
  ProvisioningPage,
  ProvisioningStarted,
  RevealedSecret,
  TypedName,
} from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { createProvisioning } from '../use-cases/library/create-provisioning.ts';
import { deleteProvisioning } from '../use-cases/library/delete-provisioning.ts';
import { readInstallationInfo } from '../use-cases/library/read-installation-info.ts';
import { listProvisionings, readProvisioning } from '../use-cases/library/read-provisionings.ts';
import { returnProvisioning } from '../use-cases/library/return-provisioning.ts';
import { revealSecret } from '../use-cases/library/reveal-secret.ts';

const tags = ['Library'];
const params = z.object({ provisioning_id: ProvisioningId });
const path = '/internal/library/provisionings/{provisioning_id}' as const;

export const libraryProvisioningRoutes = apiRoutes();

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/library/provisionings',
    tags,
    summary: 'What is on the list, newest first',
    request: { query: ListProvisioningsQuery },
    responses: { 200: json('A page.', ProvisioningPage), ...refusals() },
  }),
  async (c) => c.json(await listProvisionings(c.var.deps, c.req.valid('query')), 200),
);

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/library/provisionings',
    tags,
    summary: 'Provisions a template',
    request: {
      headers: z.object({
        'idempotency-key': IdempotencyKey.optional().describe(
          'The same key and body of the same caller are answered the same provisioning, in its status of now.',
        ),
      }),
      body: jsonBody(CreateProvisioning),
    },
    responses: {
      202: json('It was begun, now or when it was sent before with this key.', ProvisioningStarted),
      ...refusals('template_not_found', 'inputs_refused', 'idempotency_mismatch'),
    },
  }),
  async (c) => {
    const key = c.req.valid('header')['idempotency-key'];
    const { deps, caller, request_id } = c.var;
    return c.json(await createProvisioning(deps, caller, { ...c.req.valid('json'), key, request_id }), 202);
  },
);

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'get',
    path,
    tags,
    summary: 'One provisioning as it is now',
    request: { params },
    responses: { 200: json('It.', ProvisioningDetail), ...refusals('provisioning_not_found') },
  }),
  async (c) => c.json(await readProvisioning(c.var.deps, c.req.valid('param').provisioning_id), 200),
);

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'delete',
    path,
    tags,
    summary: 'Takes a provisioning off the list, once it is returned or its return has failed',
    request: { params, query: TypedName },
    responses: {
      204: { description: 'It is off the list. The history keeps what has happened.' },
      ...refusals('provisioning_not_found', 'name_mismatch', 'move_refused'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { name } = c.req.valid('query');
    await deleteProvisioning(deps, caller, { id: c.req.valid('param').provisioning_id, name, request_id });
    return c.body(null, 204);
  },
);

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'get',
    path: `${path}/installation-info`,
    tags,
    summary: 'How to get in, and what it has',
    request: { params },
    responses: { 200: json('Secrets by name only.', InstallationInfo), ...refusals('provisioning_not_found') },
  }),
  async (c) => c.json(await readInstallationInfo(c.var.deps, c.req.valid('param').provisioning_id), 200),
);

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'post',
    path: `${path}/secrets/{name}`,
    tags,
    summary: 'Shows one secret; each look is written down',
    request: { params: params.extend({ name: z.string().max(40) }) },
    responses: { 200: json('It.', RevealedSecret), ...refusals('provisioning_not_found', 'not_found', 'unavailable') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { provisioning_id, name } = c.req.valid('param');
    return c.json(await revealSecret(deps, caller, { id: provisioning_id, name, request_id }), 200);
  },
);

libraryProvisioningRoutes.openapi(
  createRoute({
    method: 'post',
    path: `${path}/return`,
    tags,
    summary: 'Gives everything back that it has',
    request: { params, body: jsonBody(TypedName) },
    responses: {
      202: json('It has begun.', ProvisioningStarted),
      200: json('It is under way already, or done.', ProvisioningStarted),
      ...refusals('provisioning_not_found', 'name_mismatch', 'job_active', 'conflict'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { name } = c.req.valid('json');
    const asked = { id: c.req.valid('param').provisioning_id, name, request_id };
    const { begun, answer } = await returnProvisioning(deps, caller, asked);
    return begun ? c.json(answer, 202) : c.json(answer, 200);
  },
);
