import { createRoute, z } from '@hono/zod-openapi';
import {
  ChangeNode,
  HostKeyAnswer,
  HostKeyBody,
  HostKeyReport,
  NodeDetail,
  NodeId,
  NodeQuery,
  NodeSummary,
  page,
  RegisterNode,
} from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { changeNode } from '../use-cases/change-node.ts';
import { readNode, readNodes } from '../use-cases/read-nodes.ts';
import { recordHostKey } from '../use-cases/record-host-key.ts';
import { registerNode } from '../use-cases/register-node.ts';

const tags = ['Nodes'];
const params = z.object({ node_id: NodeId });

export const nodeRoutes = apiRoutes();

nodeRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/nodes',
    tags,
    summary: 'Nodes, in the order of their ids',
    request: { query: NodeQuery },
    responses: { 200: json('A page.', page(NodeSummary)), ...refusals() },
  }),
  async (c) => c.json(await readNodes(c.var.deps, c.req.valid('query')), 200),
);

nodeRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/nodes',
    tags,
    summary: 'Notes which server a node is',
    description: 'The same again changes nothing. A run registers the nodes of its own job, an operator any.',
    request: { body: jsonBody(RegisterNode) },
    responses: {
      200: json('The node, which was known.', NodeDetail),
      201: json('The node, which is new.', NodeDetail),
      ...refusals('node_mismatch', 'node_retired'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { node, created } = await registerNode(deps, caller, c.req.valid('json'), request_id);
    return created ? c.json(node, 201) : c.json(node, 200);
  },
);

nodeRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/nodes/{node_id}',
    tags,
    summary: 'A node: its server, its freshness, and who lives there',
    description: 'A run reads the nodes of its own job, and those that the job is about.',
    request: { params },
    responses: { 200: json('The node.', NodeDetail), ...refusals('node_not_found') },
  }),
  async (c) => c.json(await readNode(c.var.deps, c.var.caller, c.req.valid('param').node_id), 200),
);

nodeRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/internal/nodes/{node_id}',
    tags,
    summary: 'Cordons, uncordons, drains or fails a node',
    description:
      'cordon: no new tenants. drain: nor is it to have any, so that it can be retired. fail: those who wait for it are decided again.',
    request: { params, body: jsonBody(ChangeNode) },
    responses: {
      200: json('The node.', NodeDetail),
      ...refusals('node_not_found', 'move_refused', 'job_active', 'conflict'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { node_id } = c.req.valid('param');
    return c.json(await changeNode(deps, caller, node_id, c.req.valid('json'), request_id), 200);
  },
);

const hostKeyAnswers = {
  200: json('It is kept, or was already.', HostKeyAnswer),
  ...refusals('node_not_found', 'node_retired', 'host_key_known', 'conflict'),
};

nodeRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/host-keys',
    tags,
    summary: 'Takes the SSH host key that a node reports when it boots',
    description: 'The first one counts. Another one later is refused, unless an operator sends it.',
    request: { body: jsonBody(HostKeyReport) },
    responses: hostKeyAnswers,
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await recordHostKey(deps, caller, c.req.valid('json'), request_id), 200);
  },
);

nodeRoutes.openapi(
  createRoute({
    method: 'put',
    path: '/internal/nodes/{node_id}/host-key',
    tags,
    summary: 'Sets the SSH host key of a node',
    description:
      'The same as POST /internal/host-keys, where nodes send theirs, for those who know the node by its path.',
    request: { params, body: jsonBody(HostKeyBody) },
    responses: hostKeyAnswers,
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const report = { ...c.req.valid('param'), ...c.req.valid('json') };
    return c.json(await recordHostKey(deps, caller, report, request_id), 200);
  },
);
