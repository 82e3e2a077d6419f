import { startOver } from './destroy.ts';
import { EngineRunFailure, type EngineTask, runEngine } from './engine-run.ts';
import type { StackError, StackErrorCode } from './errors.ts';
import type { ResourceEvent } from './events.ts';
import { type FailedTry, type Offer, type StackProgram, StartOver } from './programs/program.ts';
import { type Recovery, refusePending } from './recovery.ts';
import type { Session } from './session.ts';

export interface UpRun {
  readonly steps: readonly ResourceEvent[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What another offer may help against. */
const NEXT_OFFER_HELPS: readonly StackErrorCode[] = ['capacity_unavailable', 'type_not_in_location'];

/**
 * Brings the stack to what the program says, or previews that. Where the cloud has no capacity for a server, its next
 * offer is tried, one update a try; what the tries before have made stays, or goes first where the next lies in
 * another network zone.
 */
export async function up(
  session: Session,
  program: StackProgram,
  operation: 'up' | 'preview',
  recovery: Recovery,
): Promise<UpRun> {
  const failedTries: FailedTry[] = [];
  const steps: ResourceEvent[] = [];
  for (;;) {
    const offers = new Map<string, Offer>();
    const task: EngineTask = {
      operation,
      refresh: recovery === 'refresh',
      declare: (readState) =>
        program.declare({
          readState: async () => refusePending(operation, recovery, await readState()),
          clouds: session.clouds,
          stateId: session.stateId,
          failedTries,
          trying: (server, offer) => void offers.set(server, offer),
        }),
    };
    try {
      const run = await runEngine(session, task, [StartOver]);
      return { steps: [...steps, ...run.steps], outputs: run.outputs };
    } catch (error) {
      if (error instanceof StartOver) {
        steps.push(...(await startOver(session)).steps);
        continue;
      }
      if (!(error instanceof EngineRunFailure)) throw error;
      const refused = refusedOffers(error, offers);
      if (refused.length === 0) throw error;
      steps.push(...error.steps);
      for (const failed of refused) {
        session.emit({ type: 'offer_refused', ...failed });
        failedTries.push(failed);
      }
    }
  }
}

/** The offers that the cloud refused in this update; none where anything else went wrong too. */
function refusedOffers({ failed }: EngineRunFailure, offers: ReadonlyMap<string, Offer>): FailedTry[] {
  const helps = ([server, { code }]: [string, StackError]) => offers.has(server) && NEXT_OFFER_HELPS.includes(code);
  if (![...failed].every(helps)) return [];
  return [...failed].map(([server, { code }]) => ({ server, code, ...(offers.get(server) as Offer) }));
}
