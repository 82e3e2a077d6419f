import { parseArgs } from 'node:util';
import type { Credentials } from './credentials.ts';
import { StackError } from './errors.ts';
import type { NodeAccess } from './programs/access.ts';
import { dedicated } from './programs/dedicated.ts';
import type { StackProgram } from './programs/program.ts';
import { sharedRegion } from './programs/shared-region.ts';
import { resolveRegion } from './regions.ts';

export const USAGE = `Shows what an update of a stack would change, without changing anything.

  stack:preview --region sg                       the region with one more shared node
  stack:preview --region sg --as-is               the region as it is: shows drift of the program
  stack:preview --tenant acme --dedicated         the three servers of a dedicated tenant
                                  [--region eu]   in another region than sg

  --job <id>        the job that it would be for: gives the names (default: preview)
  --location <name> a Hetzner location of the region
  --json            one JSON document instead of text
  --help            this text

From the environment: HCLOUD_TOKEN, PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE; also HCLOUD_ENDPOINT,
CLOUDFLARE_API_TOKEN, CLOUDFLARE_BASE_URL and PULUMI_HOME where set.
Ends with 0 (nothing to change), 2 (there are changes), 1 (it failed), 64 (wrong arguments).`;

export interface PreviewRequest {
  readonly program: StackProgram;
  readonly json: boolean;
}

const OPTIONS = {
  region: { type: 'string' },
  tenant: { type: 'string' },
  dedicated: { type: 'boolean' },
  'as-is': { type: 'boolean' },
  job: { type: 'string' },
  location: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** What the command line asks for; `help` for its text. Throws StackError `invalid_input`. */
export function parsePreviewArguments(args: readonly string[]): PreviewRequest | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const { region } = resolveRegion(values.region);
  const jobId = values.job ?? 'preview';
  const location = values.location === undefined ? {} : { location: values.location };
  const json = values.json === true;

  if (values.dedicated === true) {
    if (values.tenant === undefined) throw wrong('--dedicated needs a tenant.', 'Add --tenant <id>.');
    if (values['as-is'] === true) throw wrong('--as-is is for a region.', 'Leave out one of --as-is and --dedicated.');
    const locations = values.location === undefined ? {} : { locations: [values.location] };
    const spec = { region, tenantId: values.tenant, jobId, ...locations, access: PREVIEW_ACCESS };
    return { program: dedicated(spec), json };
  }
  if (values.tenant !== undefined) {
    throw wrong(
      'A tenant has a stack of its own only when it is dedicated.',
      'Add --dedicated, or leave out --tenant.',
    );
  }
  const add = values['as-is'] === true ? [] : [{ jobId, ...location }];
  return { program: sharedRegion({ region, add, access: PREVIEW_ACCESS }), json };
}

/** Keys and tokens don't show in a preview, and servers that exist keep theirs. */
const PREVIEW_ACCESS: NodeAccess = {};

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw wrong(`${error instanceof Error ? error.message.replace(/\.?$/, '.') : error}`, 'See --help.');
  }
}

const wrong = (message: string, remedy: string): StackError => new StackError('invalid_input', message, remedy);

export interface PreviewEnvironment {
  readonly credentials: Credentials;
  readonly backend: { readonly url: string; readonly passphrase?: string };
}

/** The credentials and the backend from the environment. Throws `invalid_credentials` naming all that is missing. */
export function readPreviewEnvironment(env: Readonly<Record<string, string | undefined>>): PreviewEnvironment {
  const missing = ['HCLOUD_TOKEN', 'PULUMI_BACKEND_URL'].filter((name) => !env[name]);
  // Pulumi's own service keeps the secrets by itself; the empty passphrase is one.
  const needsPassphrase = !/^https?:/.test(env.PULUMI_BACKEND_URL ?? '') && env.PULUMI_CONFIG_PASSPHRASE === undefined;
  if (needsPassphrase) missing.push('PULUMI_CONFIG_PASSPHRASE');
  if (missing.length > 0) {
    throw new StackError(
      'invalid_credentials',
      `Missing in the environment: ${missing.join(', ')}.`,
      'Set them, for the sandbox from .prego/sandbox.json (state_url, hetzner_token …).',
    );
  }
  return {
    credentials: {
      hcloudToken: env.HCLOUD_TOKEN ?? '',
      ...(env.HCLOUD_ENDPOINT && { hcloudEndpoint: env.HCLOUD_ENDPOINT }),
      ...(env.CLOUDFLARE_API_TOKEN && { cloudflareToken: env.CLOUDFLARE_API_TOKEN }),
      ...(env.CLOUDFLARE_BASE_URL && { cloudflareBaseUrl: env.CLOUDFLARE_BASE_URL }),
    },
    backend: {
      url: env.PULUMI_BACKEND_URL ?? '',
      ...(env.PULUMI_CONFIG_PASSPHRASE !== undefined && { passphrase: env.PULUMI_CONFIG_PASSPHRASE }),
    },
  };
}
