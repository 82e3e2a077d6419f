import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { JobDocument, RunDocument } from '../github/documents.ts';
import { repositoryOf } from '../github/github.ts';
import { mintIdToken } from '../github/id-token.ts';
import { attemptJobs } from '../github/jobs.ts';
import { runEnvironment } from '../github/oidc-app.ts';
import { findRef } from '../github/refs.ts';
import { moveRun, rerun, startRun } from '../github/runs.ts';
import { runUrls } from '../github/show-run.ts';
import { chosenProject } from './chosen-project.ts';
import type { Control } from './control.ts';
import { ControlError, parseBody } from './errors.ts';

const Start = z.strictObject({
  workflow: z.string(),
  event: z.enum(['schedule', 'push']).default('schedule'),
  ref: z.string().optional(),
});

const CONCLUSIONS = ['success', 'failure', 'cancelled', 'timed_out', 'skipped', 'startup_failure'] as const;

const Change = z.discriminatedUnion('status', [
  z.strictObject({ status: z.enum(['queued', 'in_progress']) }),
  z.strictObject({ status: z.literal('completed'), conclusion: z.enum(CONCLUSIONS) }),
]);

const TokenWish = z.strictObject({
  audience: z.string().optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
  foreign: z.boolean().optional(),
});

/**
 * `/github/runs?workflow=&status=`: every run that was accepted, oldest first, with its inputs, also those that the
 * API does not know yet or never will. POST starts one that nobody dispatched (by `schedule` or `push`); PATCH /{id}
 * moves one: `in_progress`, or `completed` with a `conclusion`; POST /{id}/rerun queues an ended one again;
 * POST /{id}/id-token mints an ID token of it, with claims of your own where it is to be refused.
 */
export function githubRunRoutes(control: Control): Hono {
  const { github } = control;
  const app = new Hono();

  app.get('/', (c) => {
    const { workflow, status } = c.req.query();
    const runs = github.runs
      .list(chosenProject(control, c).id)
      .filter(
        (run) => (workflow === undefined || run.name === workflow) && (status === undefined || run.status === status),
      );
    return c.json({ runs: runs.map((run) => showRun(control, c, run)) });
  });

  app.post('/', async (c) => {
    const { workflow: file, event, ref } = await parseBody(c, Start);
    const { id } = chosenProject(control, c);
    const repository = repositoryOf(github, id);
    const workflow = github.workflows.byName(id, file);
    if (!workflow) throw new ControlError(404, 'not_found', `There is no workflow ${file}.`);
    const fullRef = findRef(repository, ref ?? repository.defaultBranch);
    if (fullRef === undefined) throw new ControlError(404, 'not_found', `There is no ref ${ref}.`);
    const run = github.core.store.transaction(() =>
      startRun(github, id, { workflow, event, ref: fullRef, inputs: {} }),
    );
    github.core.changed();
    return c.json(showRun(control, c, run), 201);
  });

  app.get('/:id', (c) => c.json(showRun(control, c, pathRun(control, c))));

  app.patch('/:id', async (c) => {
    const change = await parseBody(c, Change);
    const run = pathRun(control, c);
    if (run.status === 'completed')
      throw new ControlError(409, 'completed', 'The run has ended. POST …/rerun queues it.');
    const conclusion = 'conclusion' in change ? change.conclusion : null;
    const moved = moveRun(github, chosenProject(control, c).id, run, change.status, conclusion);
    github.core.changed();
    return c.json(showRun(control, c, moved));
  });

  app.post('/:id/rerun', (c) => {
    const run = pathRun(control, c);
    if (run.status !== 'completed') throw new ControlError(409, 'not_completed', 'The run has not ended yet.');
    const again = rerun(github, chosenProject(control, c).id, run);
    github.core.changed();
    return c.json(showRun(control, c, again));
  });

  app.post('/:id/id-token', async (c) => {
    const wish = await parseBody(c, TokenWish);
    return c.json({ token: await mintIdToken(github, chosenProject(control, c).id, pathRun(control, c), wish) });
  });
  return app;
}

function showRun(control: Control, c: Context, run: RunDocument) {
  const { github } = control;
  const repository = repositoryOf(github, chosenProject(control, c).id);
  return {
    id: run.id,
    workflow: run.name,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    attempt: run.attempt,
    ref: run.ref,
    inputs: run.inputs,
    display_title: run.displayTitle,
    dispatched_at: run.dispatchedAt,
    created_at: run.createdAt,
    cancel_requested_at: run.cancelRequestedAt,
    concurrency_group: run.concurrency?.group ?? null,
    jobs: attemptJobs(github, chosenProject(control, c).id, run.id, run.attempt).map(showJob),
    ...runUrls(github, repository, run.id),
    environment: { GITHUB_REPOSITORY: repository.name, ...runEnvironment(github, run) },
  };
}

function showJob({ id, key, title, status, conclusion, steps, outputs, summary }: JobDocument) {
  return { id, key, title, status, conclusion, steps, outputs, summary };
}

function pathRun(control: Control, c: Context): RunDocument {
  const run = control.github.runs.get(chosenProject(control, c).id, Number(c.req.param('id')));
  if (!run) throw new ControlError(404, 'not_found', 'There is no such run. GET /_sandbox/github/runs lists them.');
  return run;
}
