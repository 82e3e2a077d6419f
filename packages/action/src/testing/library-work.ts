import type { LibraryReport, LibraryWork } from '@prego/contracts';
import { libraryStackName } from '@prego/contracts/derived-ids';
import type { ControlPlaneServer } from './control-plane-server.ts';
import type { TestJob } from './control-plane-state.ts';

/** What is drawn for a provisioning: no run may ever show it. */
export const FIRST_PASSWORD = 'firstPassword0123456789abcd';

/** A template of one server with a volume, unless told otherwise. */
export function libraryWork(given: Partial<LibraryWork> = {}): LibraryWork {
  return {
    template: 'forgejo',
    template_version: '1.0.0',
    name: 'Our forge',
    image: 'debian-13',
    servers: [
      {
        key: 'app',
        name: 'forge',
        ports: [{ protocol: 'tcp', port: 443, from: 'anywhere' }],
        volume_gb: 10,
        cloud_init: '#cloud-config\npackages: [git]\n',
      },
    ],
    offers: [{ server_type: 'cpx32', location: 'sin' }],
    network: { id: 1, subnet: '10.0.0.0/24', network_zone: 'ap-southeast' },
    ssh_keys: [2],
    values: { domain: 'forge.example.com' },
    secrets: { admin_password: FIRST_PASSWORD },
    resources: [],
    ...given,
  };
}

const NO_TENANT = { tenant_id: '', subdomain_slug: '', canonical_hostname: '', create_new_server: 'true' } as const;

/** The job that provisions it. */
export function libraryJob(controlPlane: ControlPlaneServer, jobId: string, work: LibraryWork): TestJob {
  const job = controlPlane.job(jobId, {
    ...{ kind: 'library_provision', stack: libraryStackName(jobId), nodes: [], offers: [] },
    library: work,
  });
  job.inputs = { ...job.inputs, ...NO_TENANT };
  return job;
}

/** The job that gives back what another has made, as far as it was reported. */
export function libraryReturn(controlPlane: ControlPlaneServer, made: TestJob): TestJob {
  const jobId = `job_return_${made.job_id.slice(4)}`;
  const resources = reported(made)?.resources ?? [];
  const library = made.library && { ...made.library, resources };
  const job = libraryJob(controlPlane, jobId, library ?? libraryWork());
  return Object.assign(job, { kind: 'library_return', stack: made.stack });
}

/** What was told last of what there is: with the end, or on the way to it. */
export function reported({ end, progress }: TestJob): LibraryReport | undefined {
  return end?.library ?? progress.findLast(({ library }) => library !== undefined)?.library;
}
