import { TRACE_EVENTS_MAX, type TraceEventInput } from '@prego/contracts';
import { z } from 'zod';
import type { Access } from './attempt-access.ts';
import type { Journal } from './journal.ts';
import { isRefused } from './refusal.ts';

/** Of `TraceEventsAnswer` what is read: a newer control plane may refuse for reasons that this version does not know. */
const Answer = z.object({ refused: z.array(z.object({ index: z.int(), message: z.string() })) });

type Numbered = readonly [n: number, event: TraceEventInput];

/**
 * Posts what the journal has of events, oldest first, until there is none; each batch once. What the control plane refuses by itself
 * is struck out with a line for `tell`. Throws what keeps the others from being taken: they stay in the journal.
 */
export async function sendEvents(
  access: Access,
  journal: Journal,
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { events } = journal.unsent;
  while (events.size > 0) {
    await post([...events].slice(0, TRACE_EVENTS_MAX));
  }

  async function post(batch: readonly Numbered[]): Promise<void> {
    const body = { events: batch.map(([, event]) => event) };
    try {
      const call = { method: 'POST', path: '/internal/trace-events', body, signal, repeat: false } as const;
      const { refused } = await access.json(call, Answer);
      for (const { index, message } of refused) tell(`${nameOf(batch[index])} was not taken: ${message}`);
    } catch (error) {
      if (!isRefused(error, 'invalid_request', 'payload_too_large')) throw error;
      // One that is not as the control plane wants it must not keep the others away.
      if (batch.length > 1) {
        const middle = Math.ceil(batch.length / 2);
        await post(batch.slice(0, middle));
        return await post(batch.slice(middle));
      }
      tell(`${nameOf(batch[0])} was not taken: ${error.message}`);
    }
    journal.sent(...batch.map(([n]) => n));
  }
}

const nameOf = (numbered: Numbered | undefined): string =>
  `The trace event ${numbered?.[1].stage} ${numbered?.[1].status}`;
