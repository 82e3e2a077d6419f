import { UiStage } from '@prego/contracts';

/** One thing that is wrong with one input. Never its value where that may be secret. */
export interface Fault {
  readonly input: string;
  readonly wrong: string;
  readonly accepted: string;
}

/** The inputs as texts, trimmed; `''` is left out. */
export type Given = Readonly<Record<string, string | undefined>>;
type Env = Readonly<Record<string, string | undefined>>;

/** Where Pulumi keeps state by itself (its own service, or one that speaks as it does): it encrypts secrets, and wants a token. */
const isPulumiService = (backend: string): boolean => /^https?:/.test(backend);
export const PULUMI_CLOUD = 'https://api.pulumi.com';

/** As the Hetzner provider wants it (packages/stacks/src/credentials.ts): better refused here than after a claim. */
const HCLOUD_TOKEN_LENGTH = 64;

/** Faults of inputs that depend on each other, beyond what each one's schema says. `env` is the step's own. */
export function crossFaults(command: string, given: Given, env: Env): readonly Fault[] {
  switch (command) {
    case 'provision':
      return provisionFaults(given, env);
    case 'preview':
      return [...previewFaults(given), ...stackFaults(given, env)];
    case 'library':
    case 'drift':
    case 'inventory':
      return stackFaults(given, env);
    case 'trace':
      return traceFaults(given);
    case 'complete':
      return completeFaults(given);
    default:
      // What a return needs depends on what is returned, which only the claim says.
      return [];
  }
}

function provisionFaults(given: Given, env: Env): readonly Fault[] {
  if (given.target_server_id !== undefined) return [];
  if (given.create_new_server === 'true') return stackFaults(given, env);
  // Any other spelling is the schema's to refuse.
  if (given.create_new_server !== 'false') return [];
  return [
    {
      input: 'target_server_id',
      wrong: 'is missing, and create_new_server is false: there is no place for the tenant',
      accepted: "a node's id, or create_new_server: true",
    },
  ];
}

function stackFaults(given: Given, env: Env): readonly Fault[] {
  return [...hetznerFaults(given), ...backendFaults(given, env)];
}

/** The one that is needed, and those of further projects. */
const HCLOUD_TOKENS = ['hcloud_token', 'hcloud_token_us', 'hcloud_token_eu'] as const;

function hetznerFaults(given: Given): readonly Fault[] {
  const accepted = `an API token of Hetzner Cloud (${HCLOUD_TOKEN_LENGTH} characters)`;
  return HCLOUD_TOKENS.flatMap((input) => {
    const token = given[input];
    if (token === undefined) return input === 'hcloud_token' ? [{ input, wrong: 'is missing', accepted }] : [];
    return token.length === HCLOUD_TOKEN_LENGTH ? [] : [{ input, wrong: `has ${token.length} characters`, accepted }];
  });
}

function backendFaults(given: Given, env: Env): readonly Fault[] {
  const { pulumi_backend: backend, pulumi_access_token: token } = given;
  if (backend === undefined && token === undefined) {
    return [
      {
        input: 'pulumi_backend',
        wrong: 'is missing, and so is pulumi_access_token',
        accepted: `where state is kept (s3://…, gs://…, azblob://…, file:///…), or a pulumi_access_token of ${PULUMI_CLOUD}`,
      },
    ];
  }
  if (backend === undefined || isPulumiService(backend)) {
    if (token !== undefined || env.PULUMI_ACCESS_TOKEN) return [];
    return [
      { input: 'pulumi_access_token', wrong: 'is missing', accepted: 'a token of the service in pulumi_backend' },
    ];
  }
  return passphraseFaults(given, env);
}

/**
 * An input that was given as `''` and a secret that nobody has set are the same to us. Taken for the empty passphrase, a forgotten
 * secret would encrypt the nodes' tokens under a passphrase that everybody knows; so it is missing. Who wants the empty one
 * says so where it can't happen by mistake: `env: PULUMI_CONFIG_PASSPHRASE: ''`, which the engine inherits.
 */
function passphraseFaults(given: Given, env: Env): readonly Fault[] {
  const known = env.PULUMI_CONFIG_PASSPHRASE !== undefined || env.PULUMI_CONFIG_PASSPHRASE_FILE !== undefined;
  if (given.pulumi_config_passphrase !== undefined || known) return [];
  return [
    {
      input: 'pulumi_config_passphrase',
      wrong: 'is missing: this backend leaves it to us to encrypt secrets',
      accepted: 'the passphrase of all stacks in it, the same in every run',
    },
  ];
}

function previewFaults({ dedicated, tenant_id, job_id, region }: Given): readonly Fault[] {
  const whose = { input: 'tenant_id', accepted: 'with dedicated: true, whose stack it is; else none' };
  const own = dedicated === 'true';
  const one = own || job_id !== undefined;
  return [
    ...(own && tenant_id === undefined ? [{ ...whose, wrong: 'is missing' }] : []),
    ...(!own && tenant_id !== undefined ? [{ ...whose, wrong: 'is given without dedicated: true' }] : []),
    ...(one && region === undefined
      ? [{ input: 'region', wrong: 'is missing', accepted: 'with dedicated: true or a job_id, where that is' }]
      : []),
  ];
}

function traceFaults({ stage, status, reason }: Given): readonly Fault[] {
  if (status !== 'skipped' || reason !== undefined || !UiStage.safeParse(stage).success) return [];
  return [{ input: 'reason', wrong: 'is missing', accepted: 'why the step was skipped, one of the listed reasons' }];
}

function completeFaults({ check_url, canonical_hostname }: Given): readonly Fault[] {
  if (!check_url?.includes('{hostname}') || canonical_hostname !== undefined) return [];
  return [{ input: 'canonical_hostname', wrong: 'is missing', accepted: 'the host name that check_url asks for' }];
}
