import { ClaimAnswer, WorkflowInputs } from '@prego/contracts';
import { z } from 'zod';
import type { Inputs } from '../inputs/schema.ts';
import type { Io } from '../runner/io.ts';
import { ControlPlaneClient } from './client.ts';
import { type ControlPlaneInputs, identityOf, proofOf } from './identity.ts';

export interface JobInputs extends ControlPlaneInputs {
  readonly job_id: string;
  readonly attempt?: number | undefined;
  readonly trace_id?: string | undefined;
}

/** Whether a command with these inputs works on a job of the control plane. */
export const isOfJob = (inputs: JobInputs | Inputs): inputs is JobInputs =>
  'control_plane_url' in inputs && 'job_id' in inputs;

/** Wherever a secret may stand, also in an answer that is otherwise not as expected. */
const Secrets = z.object({
  token: z.string().optional(),
  nodes: z
    .array(z.object({ token: z.string().optional() }))
    .optional()
    .catch(undefined),
  library: z
    .object({ secrets: z.record(z.string(), z.unknown()) })
    .nullish()
    .catch(undefined),
});

/** A newer control plane may tell more of the work than this version knows. */
const Answer = ClaimAnswer.extend({ inputs: z.object(WorkflowInputs.shape) });

/**
 * Claims the attempt: the token before is void from then on. `afterEnd`: also where it has ended, for the rest of its story. Tokens
 * and what else of the answer is secret are masked before anything else is done with the answer. Throws `ControlPlaneRefusal`: `attempt_ended`, `run_mismatch`, `lease_held` and so on; ActionError `no_identity`,
 * `control_plane_unreachable`, `cancelled`.
 */
export async function claimAttempt(
  io: Io,
  inputs: JobInputs,
  { afterEnd = false, ...call }: { signal?: AbortSignal | undefined; withinMs?: number; afterEnd?: boolean },
): Promise<ClaimAnswer> {
  const { bearer, claim } = proofOf(await identityOf(io, inputs), io.env);
  const client = new ControlPlaneClient(inputs.control_plane_url, bearer, () => io.now());
  const path = `/internal/provision-jobs/${inputs.job_id}/claim`;
  const { attempt } = inputs;
  const body = { ...claim, ...(attempt !== undefined && { attempt }), ...(afterEnd && { after_end: true }) };
  return await client.json({ ...call, method: 'POST', path, body }, maskedClaim(io));
}

/** `Answer`, its secrets masked before anything of it is judged. */
const maskedClaim = (io: Io) =>
  z
    .unknown()
    .transform((answer) => {
      const { data } = Secrets.safeParse(answer);
      const tokens = [data?.token, ...(data?.nodes ?? []).map((node) => node.token)];
      for (const secret of [...tokens, ...Object.values(data?.library?.secrets ?? {})]) {
        if (typeof secret === 'string' && secret !== '') io.mask(secret);
      }
      return answer;
    })
    .pipe(Answer);
