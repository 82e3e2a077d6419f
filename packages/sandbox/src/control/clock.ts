import { Hono } from 'hono';
import { z } from 'zod';
import type { Core } from '../core/core.ts';
import type { Control } from './control.ts';
import { parseBody } from './errors.ts';

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** 10 years: beyond it dates stop being believable to clients. */
const MAX_ADVANCE_MS = 10 * 365 * UNIT_MS.d;

const Duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'must be a number with ms, s, m, h or d, such as 90m')
  .transform((text) => Number.parseInt(text, 10) * UNIT_MS[text.replace(/\d+/, '') as keyof typeof UNIT_MS]);

const ClockBody = z
  .strictObject({
    speed: z.number().min(0.001).max(100_000).optional(),
    advance: Duration.optional(),
    advance_ms: z.int().min(0).optional(),
  })
  .superRefine((body, context) => {
    if (Object.keys(body).length === 0) {
      context.addIssue({ code: 'custom', message: 'give speed, advance or advance_ms' });
    }
    if ((body.advance ?? body.advance_ms ?? 0) > MAX_ADVANCE_MS) {
      context.addIssue({ code: 'custom', path: ['advance'], message: 'must be 10 years at most' });
    }
  });

/** `/clock`: GET tells the sandbox's time; POST sets its `speed` and moves it forward by `advance` (`1h`) or `advance_ms`. */
export function clockRoutes({ core }: Control): Hono {
  const app = new Hono();
  app.get('/', (c) => c.json(showClock(core)));
  app.post('/', async (c) => {
    const { speed, advance, advance_ms } = await parseBody(c, ClockBody);
    if (speed !== undefined) core.clock.setSpeed(speed);
    core.clock.advance(advance ?? advance_ms ?? 0);
    core.store.writeSetting('clock', core.clock.setting);
    core.changed();
    return c.json(showClock(core));
  });
  return app;
}

export function showClock({ clock }: Core): Record<string, unknown> {
  const now = clock.now();
  return { now: new Date(now).toISOString(), now_ms: now, speed: clock.setting.speed };
}
