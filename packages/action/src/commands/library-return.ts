import type { LibraryReport } from '@prego/contracts';
import type { Outcome } from '../context.ts';
import { section } from '../summary.ts';
import type { LibraryRun } from './library.ts';
import { LibraryLook, orTellWhatIsThere, say } from './library-look.ts';
import { OWN_KINDS, thingsOf } from './library-report.ts';
import { traceLine } from './provision-summary.ts';
import { leftovers, returnedSummary, warnOfUnbilled } from './return-proof.ts';
import { toldAs } from './return-stage.ts';
import { withStack } from './stack-run.ts';

const NOTHING: LibraryReport = { resources: [], hourly_cost: 0, monthly_cost: 0 };

/**
 * Destroys all that was provisioned, with its stack, and proves by Hetzner's own lists that nothing of it is left. A firewall costs
 * nothing, and is left all the same: after this nobody would know of it.
 */
export async function returnLibrary(run: LibraryRun): Promise<Outcome> {
  const { context, session, work, stack, parts } = run;
  const going = { what: 'library', stack, things: thingsOf(work.resources) } as const;
  const back = await withStack(context, { stack, attempt: session }, parts, (engine, settings, watch) => {
    const look = new LibraryLook(run, engine, settings);
    return orTellWhatIsThere(run, look, async () => {
      const back = await toldAs(
        session,
        'return.stack',
        () => engine.giveBack(settings, going, watch),
        ({ gone }) => ({ gone: gone.length }),
      );
      const left = leftovers(back.remaining, OWN_KINDS);
      if (left === undefined) return back;
      look.knows(back.remaining);
      const { code, message, remedy } = left;
      const failure = { error_code: code, error_message: message, remedy };
      session.event('return.proof', 'failed', { remaining: back.remaining.length, ...failure });
      throw left;
    });
  });
  await session.resources(NOTHING, 'the_end');
  const { gone, remaining } = back;
  warnOfUnbilled(context.io, remaining);
  session.event('return.proof', 'done', { gone: gone.length });
  say(run, `Nothing of it is left: ${gone.length} things are gone, by their ids and by their labels.`);
  return {
    outputs: { stack, created: false, summary: { gone, remaining } },
    summary: [...returnedSummary(back), section('Story', traceLine(context.inputs))],
  };
}
