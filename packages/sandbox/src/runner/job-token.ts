import type { JobDocument, Permissions } from '../github/documents.ts';
import type { Github } from '../github/github.ts';
import type { WorkflowJob } from '../github/workflow-file.ts';

type Asked = WorkflowJob['permissions'];

/** Whether a job with these permissions may ask for ID tokens. */
export function mayIdentify(permissions: Asked): boolean {
  if (typeof permissions === 'string') return permissions === 'write-all';
  return permissions?.['id-token'] === 'write';
}

/** A token for what the job may do at the API, as `secrets.GITHUB_TOKEN` is one. It ends with `closeJobTokens`. */
export function openJobToken(github: Github, project: number, job: JobDocument, permissions: Asked): string {
  const id = `ghs_${github.core.randomHex(18)}`;
  const expiresAt = github.core.clock.now() + JOB_AT_MOST_MS;
  github.tokens.put(project, { id, installation: job.id, permissions: granted(permissions), expiresAt });
  return id;
}

/** From now on the job's token is refused. */
export function closeJobTokens({ tokens }: Github, project: number, job: JobDocument): void {
  for (const { id, installation } of tokens.list(project)) if (installation === job.id) tokens.delete(project, id);
}

/** Source: GitHub docs, "GITHUB_TOKEN": it expires with the job, and after 24 hours at the latest. */
const JOB_AT_MOST_MS = 86_400_000;

/** Without a word about permissions: reads contents. Source: GitHub docs, "GITHUB_TOKEN", the restricted default. */
function granted(permissions: Asked): Permissions | null {
  if (permissions === 'write-all') return null;
  if (permissions === 'read-all') return { actions: 'read', contents: 'read', issues: 'read', metadata: 'read' };
  const asked = Object.entries(permissions ?? { contents: 'read' }).filter(([name]) => name !== 'id-token');
  const given = asked.flatMap(([name, access]) =>
    access === 'none' ? [] : [[name.replaceAll('-', '_'), access] as const],
  );
  return { metadata: 'read', ...Object.fromEntries(given) };
}
