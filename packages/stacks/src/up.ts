import { ADDRESS_TAKEN } from './cloud-failures.ts';
import { startOver } from './destroy.ts';
import { EngineRunFailure } from './engine-log.ts';
import { type EngineTask, runEngine } from './engine-run.ts';
import { StackError, type StackErrorCode } from './errors.ts';
import type { ResourceEvent } from './events.ts';
import { serversLeft } from './leftovers.ts';
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
 * How often one run chooses private addresses anew. Two runs rarely want the same one; where it happens time after time,
 * the network has hardly any left, or Hetzner says so of one that is free.
 */
const NEW_ADDRESSES = 3;

/**
 * Brings the stack to what the program says, or previews that. Where the cloud has no capacity for a server, its next
 * offer is tried, one update a try; what the tries before have made stays, or goes first where the program has
 * to begin elsewhere (`StartOver`). So it is where a private address went to somebody else in the same moment.
 */
export async function up(
  session: Session,
  program: StackProgram,
  operation: 'up' | 'preview',
  recovery: Recovery,
): Promise<UpRun> {
  const failedTries: FailedTry[] = [];
  let newAddresses = 0;
  const steps: ResourceEvent[] = [];
  for (;;) {
    const offers = new Map<string, Offer>();
    const task: EngineTask = {
      operation,
      mayMakeStack: () => nothingForgotten(session, program),
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
        if (operation === 'preview') throw notShown();
        steps.push(...(await startOver(session, recovery)).steps);
        continue;
      }
      if (!(error instanceof EngineRunFailure)) throw error;
      if (program.sharesNetwork && isAddressTaken(error) && newAddresses < NEW_ADDRESSES) {
        newAddresses += 1;
        steps.push(...error.steps);
        session.emit({ type: 'message', severity: 'warning', text: `${error.what} It chooses again.` });
        continue;
      }
      const refused = refusedOffers(error, offers);
      // A program that takes the same offer once more would do so for ever.
      if (refused.length === 0 || refused.some((offer) => failedTries.some(sameAs(offer)))) throw error;
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

const isAddressTaken = ({ failed }: EngineRunFailure): boolean =>
  failed.size > 0 && [...failed.values()].every(({ detail = '' }) => ADDRESS_TAKEN.test(detail));

const sameAs = (offer: FailedTry) => (tried: FailedTry) =>
  tried.server === offer.server && tried.serverType === offer.serverType && tried.location === offer.location;

function notShown(): StackError {
  return new StackError(
    'tenant_loss_refused',
    'What comes next lies elsewhere (in another network zone or location, or at other private addresses) than what this stack, never complete, has so far: an update would destroy that and begin again.',
    'A preview can show neither. Nothing was changed.',
  );
}

/**
 * Whether a stack of the program may be made where there is none: always, but for a backend that has lost its state, or
 * is not the right one. Throws `state_unreadable` where the cloud has servers of it that the program does not ask for.
 */
async function nothingForgotten(session: Session, { wants }: StackProgram): Promise<boolean> {
  if (wants === undefined) return true;
  const others = (await serversLeft(session)).filter((name) => !wants.includes(name));
  if (others.length === 0) return true;
  throw new StackError(
    'state_unreadable',
    `The backend has no state of the stack ${session.stack}, but Hetzner has ${others.join(', ')} of it.`,
    'Look whether this is the right backend, and its folder the one that is meant (a disk that is not mounted?); else put its state back. Nothing was changed.',
  );
}
