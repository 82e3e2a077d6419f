import { createRoute, z } from '@hono/zod-openapi';
import { CreatedOperatorKey, CreateOperatorKey, OperatorKeyList, WhoAmI } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { createOperatorKey, listOperatorKeys, revokeOperatorKey, whoAmI } from '../use-cases/operator-keys.ts';

const tags = ['Operator keys'];

export const operatorKeyRoutes = apiRoutes();

operatorKeyRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/whoami',
    tags,
    summary: 'Who the credential is taken for',
    responses: { 200: json('As the audit names it.', WhoAmI), ...refusals() },
  }),
  (c) => c.json(whoAmI(c.var.caller), 200),
);

operatorKeyRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/operator-keys',
    tags,
    summary: 'The keys of operators by name, newest first; those revoked too',
    responses: { 200: json('Without the keys themselves.', OperatorKeyList), ...refusals() },
  }),
  async (c) => c.json(await listOperatorKeys(c.var.deps, c.var.caller), 200),
);

operatorKeyRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/operator-keys',
    tags,
    summary: 'Makes a key for one operator; only INTERNAL_API_KEY may',
    request: { body: jsonBody(CreateOperatorKey) },
    responses: { 201: json('With the key, this once.', CreatedOperatorKey), ...refusals('conflict') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await createOperatorKey(deps, caller, { ...c.req.valid('json'), request_id }), 201);
  },
);

operatorKeyRoutes.openapi(
  createRoute({
    method: 'delete',
    path: '/internal/operator-keys/{key_id}',
    tags,
    summary: 'Revokes a key, at once; only INTERNAL_API_KEY may',
    request: { params: z.object({ key_id: z.string().max(40) }) },
    responses: { 204: { description: 'It opens nothing any more.' }, ...refusals('not_found') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    await revokeOperatorKey(deps, caller, { key_id: c.req.valid('param').key_id, request_id });
    return c.body(null, 204);
  },
);
