import { createHmac, timingSafeEqual } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { Hono } from 'hono';
import { observed, type Reply, type SandboxEnv, send } from '../core/http.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import type { JobDocument } from './documents.ts';
import { errorReply, GithubError, notFound, wordFault } from './errors.ts';
import type { Github } from './github.ts';
import { attemptJobs, pathJob } from './jobs.ts';
import { type LogLine, logText } from './logs.ts';
import { pathRun } from './runs.ts';

/** Where files lie to which the API only points: the vendor has them at a storage service, behind signed addresses. */
const FILES_PATH = '/_services/results';

/** Source: GitHub docs, "Download workflow run logs": the link expires after 1 minute. */
const GOOD_FOR_MS = 60_000;

/** `GET …/actions/runs/{id}/logs`: to the archive of the latest attempt. Before it has ended there is none. */
export function getRunLogs(github: Github, call: GithubCall): Reply {
  pathRepository(github, call);
  need(call, 'actions', 'read');
  const run = pathRun(github, call);
  if (run.status !== 'completed') throw notFound();
  return redirect(github, call, `runs/${run.id}/${run.attempt}`);
}

/** `GET …/actions/jobs/{id}/logs`: to the job's log as text. */
export function getJobLogs(github: Github, call: GithubCall): Reply {
  pathRepository(github, call);
  need(call, 'actions', 'read');
  const { job } = pathJob(github, call);
  if (job.status !== 'completed') throw notFound();
  return redirect(github, call, `jobs/${job.id}`);
}

/** What the redirects lead to. It asks for no token: the address is signed, and good for a minute. */
export function logFilesApp(github: Github): Hono<SandboxEnv> {
  const { core } = github;
  const app = new Hono<SandboxEnv>().basePath(FILES_PATH);
  app.use(
    '*',
    observed(core, (fault) => wordFault(fault, core.clock.now())),
  );
  app.onError((error) => {
    if (error instanceof GithubError) return send(errorReply(error));
    console.error(error);
    return send(errorReply(new GithubError(500, 'Server Error')));
  });
  app.get('/:project/runs/:run/:attempt', (c) => {
    checkSignature(github, c.req.path, c.req.query());
    const [project, run, attempt] = [c.req.param('project'), c.req.param('run'), c.req.param('attempt')].map(Number);
    const archive = runArchive(
      github,
      project as number,
      attemptJobs(github, project as number, run as number, attempt as number),
    );
    return new Response(archive as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'application/zip' } });
  });
  app.get('/:project/jobs/:job', (c) => {
    checkSignature(github, c.req.path, c.req.query());
    const lines = github.logs.of(Number(c.req.param('project')), Number(c.req.param('job')));
    return new Response(logText(lines), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  });
  return app;
}

/** A text for each job and, in a folder of the job's name, one for each of its steps: as the vendor names them. */
function runArchive(github: Github, project: number, jobs: readonly JobDocument[]): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const [index, job] of jobs.entries()) {
    const lines = github.logs.of(project, job.id);
    const folder = fileName(job.title);
    files[`${index}_${folder}.txt`] = strToU8(logText(lines));
    for (const { number, title } of job.steps) {
      const said = lines.filter(({ step }: LogLine) => step === number);
      if (said.length > 0) files[`${folder}/${number}_${fileName(title)}.txt`] = strToU8(logText(said));
    }
  }
  return zipSync(files);
}

function redirect(github: Github, { project, now }: GithubCall, file: string): Reply {
  const path = `${FILES_PATH}/${project.id}/${file}`;
  const expires = String(now + GOOD_FOR_MS);
  const query = new URLSearchParams({ expires, sig: signature(github, path, expires) });
  return { status: 302, headers: { location: `${github.origin()}${path}?${query}` } };
}

function checkSignature(github: Github, path: string, { expires = '', sig = '' }: Record<string, string>): void {
  const [given, expected] = [Buffer.from(sig), Buffer.from(signature(github, path, expires))];
  const fits = given.length === expected.length && timingSafeEqual(given, expected);
  if (!fits || !(github.core.clock.now() < Number(expires))) throw new GithubError(403, 'The link has expired');
}

function signature({ core: { store, randomHex } }: Github, path: string, expires: string): string {
  const known = store.readSetting<string>('github_file_key');
  const key = known ?? randomHex(32);
  if (known === undefined) store.writeSetting('github_file_key', key);
  return createHmac('sha256', key).update(`${path}\n${expires}`).digest('base64url');
}

/** Without what file systems don't take in a name. */
function fileName(title: string): string {
  return title.replace(/[/\\:*?"<>|]/g, '');
}
