import { Hono } from 'hono';
import { z } from 'zod';
import type { Fault, NewFault } from '../core/faults.ts';
import type { Control } from './control.ts';
import { ControlError, parseBody } from './errors.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', '*'] as const;

function areHeaders(headers: Record<string, string>): boolean {
  try {
    return Boolean(new Headers(headers));
  } catch {
    return false;
  }
}

const FaultBody = z
  .strictObject({
    request: z
      .strictObject({ method: z.enum(METHODS), path: z.string().startsWith('/', 'must begin with /, such as /v1/**') })
      .optional(),
    action: z.string().min(1).optional(),
    boot: z.string().min(1).optional(),
    run: z.string().min(1).optional(),
    count: z.int().min(1).default(1),
    skip: z.int().min(0).default(0),
    delay_ms: z.int().min(0).default(0),
    answer_delay_ms: z.int().min(0).default(0),
    status: z.int().min(200).max(599).optional(),
    code: z.union([z.string(), z.int()]).optional(),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).refine(areHeaders, 'are no HTTP headers').optional(),
    drop: z.enum(['before', 'after']).optional(),
    machine: z.enum(['cloud_init_error', 'never_boots']).optional(),
    run_delay_ms: z.int().min(1).optional(),
    lost: z.literal(true).optional(),
  })
  .superRefine((fault, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const met = (['request', 'action', 'boot', 'run'] as const).filter((key) => fault[key] !== undefined);
    if (met.length !== 1) refuse('request', 'give exactly one of request, action, boot and run: what the fault meets');
    for (const key of ['status', 'headers', 'drop'] as const) {
      if (!fault.request && fault[key] !== undefined) refuse(key, 'belongs to a fault that meets a request');
    }
    if (!fault.boot === (fault.machine !== undefined))
      refuse('machine', 'belongs to a fault that meets a boot, which needs it');
    if (!fault.run === (fault.run_delay_ms !== undefined || fault.lost !== undefined)) {
      refuse('run', 'needs run_delay_ms or lost, which belong to it alone');
    }
    if (fault.run && fault.delay_ms > 0) refuse('delay_ms', 'a run is late by run_delay_ms');
    if (fault.drop && fault.status !== undefined) refuse('status', 'no answer is sent when the connection is dropped');
    if (!fault.request && fault.answer_delay_ms > 0) {
      refuse('answer_delay_ms', 'belongs to a fault that meets a request');
    }
    const delayed = fault.delay_ms > 0 || fault.answer_delay_ms > 0;
    if (fault.request && fault.status === undefined && !fault.drop && !delayed) {
      refuse('request', 'give a status, a drop, a delay_ms or an answer_delay_ms: what happens to the request');
    }
  });

/**
 * `/faults`: POST puts one in force and answers it with its id; GET lists those that still wait for a match;
 * DELETE clears all, DELETE /{id} one.
 */
export function faultRoutes({ core }: Control): Hono {
  const app = new Hono();
  app.get('/', (c) => c.json({ faults: core.faults.all().map(showFault) }));
  app.post('/', async (c) => {
    const {
      delay_ms: delayMs,
      answer_delay_ms: answerDelayMs,
      run_delay_ms: runDelayMs,
      ...rest
    } = await parseBody(c, FaultBody);
    const fault = { ...rest, delayMs, answerDelayMs, ...(runDelayMs !== undefined && { runDelayMs }) };
    return c.json(showFault(core.faults.add(fault as NewFault)), 201);
  });
  app.delete('/', (c) => {
    core.faults.clear();
    return c.body(null, 204);
  });
  app.delete('/:id', (c) => {
    const id = c.req.param('id');
    if (!core.faults.remove(Number(id))) {
      throw new ControlError(
        404,
        'not_found',
        `There is no fault ${id}: it has met all that it was for, or was cleared.`,
      );
    }
    return c.body(null, 204);
  });
  return app;
}

export function showFault({ delayMs, answerDelayMs, runDelayMs, ...fault }: Fault): Record<string, unknown> {
  const shown = { ...fault, delay_ms: delayMs, answer_delay_ms: answerDelayMs };
  return runDelayMs === undefined ? shown : { ...shown, run_delay_ms: runDelayMs };
}
