import type { ClaimRequest } from '@prego/contracts';
import { ActionError } from '../errors.ts';
import type { Io } from '../runner/io.ts';

/** What of the inputs says where the control plane is and who we are to it. */
export interface ControlPlaneInputs {
  readonly control_plane_url: string;
  readonly control_plane_token?: string | undefined;
  readonly control_plane_audience: string;
}

/** How a run proves which one it is. */
export type Identity =
  /** An OIDC token of GitHub's: it lives for five minutes, so each use has its own. */
  | { readonly kind: 'run'; readonly token: string }
  /** The operator key, kept as a repository secret. */
  | { readonly kind: 'key'; readonly token: string };

/** Who we are now; masked. Throws ActionError `no_identity`. */
export async function identityOf(io: Io, inputs: ControlPlaneInputs): Promise<Identity> {
  const { control_plane_token: key, control_plane_audience: audience } = inputs;
  let why: unknown;
  const token = await io.idToken(audience).catch((error: unknown) => {
    why = error;
    return undefined;
  });
  const identity: Identity | undefined = token ? { kind: 'run', token } : key ? { kind: 'key', token: key } : undefined;
  if (!identity) throw noIdentity(why);
  io.mask(identity.token);
  return identity;
}

/** What a claim says of who claims. */
export function proofOf(identity: Identity, env: Io['env']): { bearer?: string; claim: ClaimRequest } {
  if (identity.kind === 'run') return { claim: { oidc_token: identity.token } };
  const runId = Number(env.GITHUB_RUN_ID);
  const run = Number.isSafeInteger(runId) && runId > 0 ? { run_id: runId } : {};
  return { bearer: identity.token, claim: run };
}

const noIdentity = (cause: unknown): ActionError =>
  new ActionError(
    'no_identity',
    cause === undefined
      ? 'This run can not prove to the control plane which one it is: its job has no OIDC token, and control_plane_token is not set.'
      : `GitHub gave the run no OIDC token (${cause instanceof Error ? cause.message : String(cause)}), and control_plane_token is not set.`,
    'Give the job `permissions: id-token: write`, or set control_plane_token to the operator key, kept as a secret.',
    { cause },
  );
