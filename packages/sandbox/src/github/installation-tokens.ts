import { z } from 'zod';
import type { Reply } from '../core/http.ts';
import { isoZulu } from './answer-time.ts';
import type { GithubCall } from './call.ts';
import type { AppDocument, Permissions, RepositoryDocument } from './documents.ts';
import { GithubError, notFound } from './errors.ts';
import { type Github, repositoryOf } from './github.ts';
import { showRepository } from './show-repository.ts';

const HOUR_MS = 3_600_000;

const Body = z
  .object({
    repositories: z.array(z.string()).max(500).optional(),
    repository_ids: z.array(z.int()).max(500).optional(),
    permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
  })
  .default({});

/** `POST /app/installations/{id}/access_tokens`: a token for one hour, of as much as the app may, or less. */
export function createInstallationToken(github: Github, call: GithubCall): Reply {
  const app = call.grant.app as AppDocument;
  if (call.params.installation !== String(app.installation)) throw notFound();
  const parsed = Body.safeParse(call.body);
  if (!parsed.success) throw new GithubError(422, 'Validation Failed', [{ resource: 'Installation', code: 'invalid' }]);
  const { repositories, repository_ids: ids, permissions } = parsed.data;
  const repository = repositoryOf(github, call.project.id);
  refuseOthers(repository, repositories, ids);
  const token = github.tokens.put(call.project.id, {
    id: `ghs_${github.core.randomHex(18)}`,
    installation: app.installation,
    permissions: granted(app, permissions),
    expiresAt: call.now + HOUR_MS,
  });
  const selected = repositories !== undefined || ids !== undefined;
  return {
    status: 201,
    body: {
      token: token.id,
      expires_at: isoZulu(call.now + HOUR_MS),
      permissions: token.permissions,
      repository_selection: 'selected',
      ...(selected && { repositories: [showRepository(github, repository)] }),
    },
  };
}

function refuseOthers(repository: RepositoryDocument, names: string[] = [], ids: number[] = []): void {
  const own = repository.name.split('/')[1] as string;
  const foreign = names.some((name) => name.toLowerCase() !== own.toLowerCase());
  if (foreign || ids.some((id) => id !== repository.id)) {
    const words =
      'There is at least one repository that does not exist or is not accessible to the parent installation.';
    throw new GithubError(422, words);
  }
}

/** What is asked for, as far as the app has it; everyone may read what a repository is. */
function granted(app: AppDocument, asked: Permissions = app.permissions): Permissions {
  for (const [name, access] of Object.entries(asked)) {
    const own = name === 'metadata' ? 'read' : app.permissions[name];
    if (own !== 'write' && own !== access) {
      throw new GithubError(422, 'The permissions requested are not granted to this installation.');
    }
  }
  return { ...asked, metadata: 'read' };
}
