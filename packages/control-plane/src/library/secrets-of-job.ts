import { eq } from 'drizzle-orm';
import { openSecret, SealedSecretError } from '../auth/sealed-secret.ts';
import type { Deps } from '../deps.ts';
import { provisionJobs } from '../store/tables/jobs.ts';
import { libraryProvisionings } from '../store/tables/library.ts';
import { secretAbout } from './open-own-secret.ts';

/**
 * The first-access passwords of the provisioning that a job is of, so that they are kept out of what is stored of its run.
 * None of another job. One that no key of ours opens is left out: that a key was lost must not stop a run's report.
 */
export async function secretsOfJob(
  { db, config, log }: Pick<Deps, 'db' | 'config' | 'log'>,
  jobId: string,
): Promise<string[]> {
  const [row] = await db
    .select({ provisioning_id: libraryProvisionings.provisioning_id, secrets: libraryProvisionings.secrets })
    .from(provisionJobs)
    .innerJoin(libraryProvisionings, eq(libraryProvisionings.provisioning_id, provisionJobs.provisioning_id))
    .where(eq(provisionJobs.job_id, jobId));
  if (!row) return [];
  const sealed = JSON.parse(row.secrets) as Record<string, string>;
  const opened = Object.entries(sealed).map(async ([name, text]) => {
    try {
      return [await openSecret(config.keys.library, secretAbout(row.provisioning_id, name), text)];
    } catch (error) {
      if (!(error instanceof SealedSecretError)) throw error;
      log.warn('a secret can not be masked by its value', { job_id: jobId, error: error.message });
      return [];
    }
  });
  return (await Promise.all(opened)).flat();
}
