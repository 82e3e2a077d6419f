import type { LibraryReport, LibraryWork } from '@prego/contracts';
import type { Outcome } from '../context.ts';
import type { LibraryUp, WantedLibrary } from '../stack-work/index.ts';
import { money } from '../summary.ts';
import type { LibraryRun } from './library.ts';
import { LibraryLook, orTellWhatIsThere, say } from './library-look.ts';
import { libraryUpSummary, resourceLine } from './library-summary.ts';
import { timer, traceLine } from './provision-summary.ts';
import { toldAs } from './return-stage.ts';
import { withStack } from './stack-run.ts';

/** Makes the servers of a template with all that belongs to them. Whatever of that an earlier run has done stays as it is. */
export async function provisionLibrary(run: LibraryRun): Promise<Outcome> {
  const { context, session, work, stack, parts } = run;
  const timed = timer(() => context.io.now());
  const { up, report } = await withStack(context, { stack, attempt: session }, parts, (engine, settings, watch) => {
    const look = new LibraryLook(run, engine, settings);
    return orTellWhatIsThere(run, look, async () => {
      const up = await toldAs(
        session,
        'library.stack',
        () => timed('Stack', () => engine.bringUpLibrary(settings, wantedOf(run), look.hears(watch))),
        () => ({ stack, template: work.template, template_version: work.template_version }),
      );
      const report = await toldAs(session, 'library.resources', () => timed('Look', () => look.now()), numbersOf);
      return { up, report };
    });
  });
  for (const resource of report.resources) say(run, `There is ${resourceLine(resource)}.`);
  return outcomeOf(run, up, report, timed.timings);
}

function wantedOf({ session, work }: LibraryRun): WantedLibrary {
  const { job_id, inputs } = session.claim;
  return {
    jobId: job_id,
    region: inputs.region,
    provisioning: work.name,
    image: work.image,
    servers: work.servers.map(serverOf),
    offers: work.offers.map(({ server_type, location }) => ({ serverType: server_type, location })),
    network: { id: work.network.id, subnet: work.network.subnet, networkZone: work.network.network_zone },
    sshKeys: work.ssh_keys.map(String),
    values: { ...work.values, ...work.secrets },
  };
}

function serverOf({ key, name, ports, volume_gb, cloud_init }: LibraryWork['servers'][number]) {
  return { key, name, ports, cloudInit: cloud_init, ...(volume_gb !== null && { volumeGb: volume_gb }) };
}

function numbersOf({ resources, hourly_cost, monthly_cost }: LibraryReport): Record<string, unknown> {
  return { resources: resources.map(({ kind, id, name }) => ({ kind, id, name })), hourly_cost, monthly_cost };
}

function outcomeOf(
  { context, work }: LibraryRun,
  up: LibraryUp,
  report: LibraryReport,
  timings: readonly (readonly [string, number])[],
): Outcome {
  const made = up.steps.filter(
    ({ kind, action, status }) =>
      kind === 'Server' && status === 'done' && (action === 'create' || action === 'import'),
  );
  const { monthly_cost } = report;
  const outputs = {
    stack: up.stack,
    created: made.length > 0,
    ...(monthly_cost !== null && { monthly_cost: money(monthly_cost, 'EUR') }),
  };
  const summary = { ...outputs, ...report, timings_ms: Object.fromEntries(timings) };
  return {
    outputs: { ...outputs, summary },
    summary: libraryUpSummary({ work, up, report, timings, trace: traceLine(context.inputs) }),
  };
}
