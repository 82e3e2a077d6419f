import { ApiError } from '../api-error.ts';
import { openSecret, SealedSecretError } from '../auth/sealed-secret.ts';
import type { Deps } from '../deps.ts';

/** A provisioning's secret, opened. Throws `unavailable`, saying which key is missing, where none of ours opens it. */
export async function openOwnSecret(
  { config }: Pick<Deps, 'config'>,
  provisioningId: string,
  name: string,
  sealed: string,
): Promise<string> {
  try {
    return await openSecret(config.keys.library, secretAbout(provisioningId, name), sealed);
  } catch (error) {
    throw error instanceof SealedSecretError ? new ApiError('unavailable', error.message) : error;
  }
}

/** What a secret is sealed for: in another place it does not open. */
export const secretAbout = (provisioningId: string, name: string): string => `${provisioningId}/${name}`;
