import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Sandbox } from './sandbox.ts';

/** How clients and tests reach running clouds. */
export interface Connection {
  /** With `/v1`. */
  hetzner_url: string;
  hetzner_token: string;
  /** With `/client/v4`. */
  cloudflare_url: string;
  cloudflare_token: string;
  cloudflare_zone_id: string;
  /** The zone's domain. */
  cloudflare_zone: string;
  /** With `/api/v3`, as a GitHub Enterprise Server has it. */
  github_url: string;
  github_token: string;
  /** `owner/name`. */
  github_repository: string;
  /** Its number, which no other repository will ever have. */
  github_repository_id: number;
  /** The `iss` of the ID tokens; its keys are found from there. */
  github_oidc_issuer: string;
  /** The nameserver that answers what is recorded, `address:port`. */
  dns_address: string;
  /** The sandbox's own surface: faults, clock, journal, ledger. */
  control_url: string;
  /** Pulumi backend, and the passphrase of the secrets in it. */
  state_url: string;
  state_passphrase: string;
  pid: number;
}

/** What `.prego/sandbox.json` says: the clouds, and the control plane beside them. */
export interface FullConnection extends Connection {
  control_plane_url: string;
  /** An operator's key for it. */
  internal_api_key: string;
  /** Where its pages are: `/cp/*` for operators, `/launch` for customers. */
  operator_url: string;
}

export function connectionTo(
  sandbox: Sandbox,
  state: Pick<Connection, 'state_url' | 'state_passphrase' | 'pid'>,
): Connection {
  return {
    hetzner_url: sandbox.hetznerUrl,
    hetzner_token: sandbox.project.hetznerToken,
    cloudflare_url: sandbox.cloudflareUrl,
    cloudflare_token: sandbox.project.cloudflareToken,
    cloudflare_zone_id: sandbox.zone.id,
    cloudflare_zone: sandbox.zone.name,
    github_url: sandbox.github.url,
    github_token: sandbox.github.token,
    github_repository: sandbox.github.repository,
    github_repository_id: sandbox.github.repositoryId,
    github_oidc_issuer: sandbox.github.oidcIssuer,
    dns_address: sandbox.dnsAddress,
    control_url: sandbox.controlUrl,
    ...state,
  };
}

/** Writes the file whole or not at all; only its owner may read it. */
export async function writeConnection(path: string, connection: FullConnection): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${connection.pid}`;
  await writeFile(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

/** Removes the file if it is still ours. */
export async function removeConnection(path: string, pid: number): Promise<void> {
  if ((await readConnection(path))?.pid === pid) await rm(path);
}

/** The sandbox that the file tells of, if it still answers. */
export async function livingConnection(path: string): Promise<Connection | undefined> {
  const connection = await readConnection(path);
  if (!connection) return undefined;
  // Only this state's sandbox knows its token; another one may have taken the port meanwhile.
  const answers = await fetch(`${connection.hetzner_url}/locations`, {
    headers: { authorization: `Bearer ${connection.hetzner_token}` },
    signal: AbortSignal.timeout(5_000),
  }).then(
    (response) => response.ok,
    () => false,
  );
  return answers ? connection : undefined;
}

async function readConnection(path: string): Promise<Connection | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Connection;
  } catch {
    return undefined;
  }
}
