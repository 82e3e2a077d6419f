import type { Reply } from '../core/http.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import { dispatchInputs, invalidRequest } from './dispatch-inputs.ts';
import { GithubError } from './errors.ts';
import type { Github } from './github.ts';
import { resolveRef } from './refs.ts';
import { startRun } from './runs.ts';
import { runUrls } from './show-run.ts';
import { pathWorkflow } from './workflows.ts';

/** From this version of the API on, the run's details are answered unless the request declines them. */
const ALWAYS_WITH_DETAILS = '2026-03-10';

const KEYS = ['ref', 'inputs', 'return_run_details'];

/**
 * `POST …/actions/workflows/{file or id}/dispatches`: makes a queued run. 204, or 200 with the run's id and URLs.
 * Source: GitHub changelog of 2026-02-19, "Workflow dispatch API now returns run IDs", and octokit's types.
 */
export function dispatchWorkflow(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  const workflow = pathWorkflow(github, call.project.id, call.params.workflow);
  need(call, 'actions', 'write');
  const { ref, inputs, details } = parseBody(call);
  if (!workflow.dispatchable) throw new GithubError(422, "Workflow does not have 'workflow_dispatch' trigger");
  if (workflow.state !== 'active') {
    throw new GithubError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  }
  const fullRef = resolveRef(repository, ref);
  const run = startRun(github, call.project.id, {
    workflow,
    event: 'workflow_dispatch',
    ref: fullRef,
    inputs: dispatchInputs(workflow, inputs),
  });
  if (!details) return { status: 204 };
  const { url, html_url } = runUrls(github, repository, run.id);
  return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url } };
}

function parseBody({ body, apiVersion }: GithubCall) {
  if (!isObject(body)) throw new GithubError(400, 'Body should be a JSON object');
  const { ref, inputs = {}, return_run_details: details = apiVersion >= ALWAYS_WITH_DETAILS } = body;
  // 400 for a key that is none: older servers answer so to `return_run_details` itself, cli/cli#12672.
  const unknown = Object.keys(body).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new GithubError(400, `Invalid request.\n\n"${unknown}" is not a permitted key.`);
  if (ref === undefined) throw invalidRequest('"ref" wasn\'t supplied.');
  if (typeof ref !== 'string') throw invalidRequest(`For 'properties/ref', ${JSON.stringify(ref)} is not a string.`);
  if (!isObject(inputs)) {
    throw invalidRequest(`For 'properties/inputs', ${JSON.stringify(inputs)} is not an object.`);
  }
  if (typeof details !== 'boolean') {
    throw invalidRequest(`For 'properties/return_run_details', ${JSON.stringify(details)} is not a boolean.`);
  }
  return { ref, inputs, details };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
