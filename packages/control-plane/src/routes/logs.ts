import { createRoute, z } from '@hono/zod-openapi';
import { LogChunkAnswer, LogChunkParams, LogParams, LogQuery } from '@prego/contracts';
import type { TypedResponse } from 'hono';
import { ApiError } from '../api-error.ts';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { putLogChunk } from '../use-cases/put-log-chunk.ts';
import { readLog } from '../use-cases/read-log.ts';

export const logRoutes = apiRoutes();

const TEXT = /^text\/plain *(; *charset="?utf-8"?)?$/i;
const text = { 'text/plain': { schema: z.string() } };

logRoutes.openapi(
  createRoute({
    method: 'put',
    path: '/internal/provision-jobs/{job_id}/attempts/{n}/log/{seq}',
    tags: ['Jobs'],
    summary: "Store a chunk of an attempt's log",
    request: { params: LogChunkParams, body: { required: true, content: text } },
    responses: {
      200: json('It is stored', LogChunkAnswer),
      ...refusals('not_found', 'conflict', 'payload_too_large'),
    },
  }),
  async (c) => {
    if (!TEXT.test(c.req.header('content-type') ?? '')) {
      throw new ApiError('invalid_request', 'content-type: a chunk is text/plain in UTF-8.');
    }
    const { job_id, n, seq } = c.req.valid('param');
    const body = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await putLogChunk(c.var.deps, c.var.caller, { job_id, attempt: n, seq, body }), 200);
  },
);

logRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/provision-jobs/{job_id}/attempts/{n}/log',
    tags: ['Jobs'],
    summary: "An attempt's log, joined in order",
    request: { params: LogParams, query: LogQuery },
    responses: {
      200: {
        description: 'The text, with a line for every gap',
        headers: z.object({
          'log-last-seq': z.string().describe('What to ask `after` next; -1 where there is nothing yet.'),
          'log-ended': z.enum(['true', 'false']).describe('Whether the attempt has ended.'),
        }),
        content: text,
      },
      ...refusals('job_not_found', 'not_found', 'log_gone'),
    },
  }),
  async (c) => {
    const { job_id, n } = c.req.valid('param');
    const { after = -1, download } = c.req.valid('query');
    const log = await readLog(c.var.deps, c.var.caller, { job_id, attempt: n, after });
    c.header('Content-Type', 'text/plain; charset=utf-8');
    c.header('Cache-Control', 'private, no-store');
    c.header('Log-Last-Seq', String(log.lastSeq));
    c.header('Log-Ended', String(log.ended));
    if (download === '1') c.header('Content-Disposition', `attachment; filename="${job_id}-attempt-${n}.log"`);
    // Streamed: the types know a text answer as a whole string only.
    return c.body(log.body, 200) as unknown as TypedResponse<string, 200, 'text'>;
  },
);
