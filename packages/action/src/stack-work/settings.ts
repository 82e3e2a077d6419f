import type { CommonOptions, StackEvent } from '@prego/stacks';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { EngineTools } from '../runner/engine-tools.ts';

/** What every run of a stack needs, as plain data. Nothing in here loads Pulumi. */
export interface StackSettings {
  readonly credentials: CommonOptions['credentials'];
  readonly backend: CommonOptions['backend'];
  readonly engine: { readonly pulumi: string; readonly home: string };
  /** On top of our own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

/** How a run is heard and ended. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onEvent: (event: StackEvent) => void;
}

/** The inputs of a command that runs stacks, as far as they are needed for that. */
export type StackInputs = Pick<
  InputsOf<'preview'>,
  | 'hcloud_token'
  | 'hcloud_endpoint'
  | 'pulumi_backend'
  | 'pulumi_access_token'
  | 'pulumi_config_passphrase'
  | 'cloudflare_api_token'
  | 'cloudflare_base_url'
  | 'stack_timeout_s'
>;

/** Pulumi's own service, where a token for it is all that is given. */
const SERVICE = 'https://api.pulumi.com';

/** Throws ActionError `invalid_inputs`, with all that is missing. */
export function stackSettings(inputs: StackInputs, tools: EngineTools): StackSettings {
  const { hcloud_token, pulumi_access_token, pulumi_config_passphrase: passphrase } = inputs;
  const url = backendUrl(inputs);
  if (hcloud_token === undefined || url === undefined) throw missing(inputs);
  return {
    credentials: {
      hcloudToken: hcloud_token,
      hcloudEndpoint: inputs.hcloud_endpoint,
      cloudflareToken: inputs.cloudflare_api_token,
      cloudflareBaseUrl: inputs.cloudflare_base_url,
    },
    backend: { url, ...(passphrase !== undefined && { passphrase }) },
    engine: { pulumi: tools.pulumi, home: tools.home },
    env: {
      PULUMI_CREDENTIALS_PATH: tools.credentials,
      ...(pulumi_access_token !== undefined && { PULUMI_ACCESS_TOKEN: pulumi_access_token }),
    },
    deadlineMs: inputs.stack_timeout_s * 1000,
  };
}

/** Where the inputs say that state is kept; undefined where they say nothing of it. */
export function backendUrl(inputs: Pick<StackInputs, 'pulumi_backend' | 'pulumi_access_token'>): string | undefined {
  return inputs.pulumi_backend ?? (inputs.pulumi_access_token === undefined ? undefined : SERVICE);
}

/** Throws ActionError `invalid_inputs` where no stack could be run with these: before anything is fetched or claimed. */
export function requireStackInputs(inputs: StackInputs): void {
  if (inputs.hcloud_token === undefined || backendUrl(inputs) === undefined) throw missing(inputs);
}

function missing(inputs: StackInputs): ActionError {
  const names = [
    ...(inputs.hcloud_token === undefined ? ['hcloud_token'] : []),
    ...(backendUrl(inputs) === undefined ? ['pulumi_backend (or pulumi_access_token)'] : []),
  ];
  return new ActionError(
    'invalid_inputs',
    `A stack is to be run, but ${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} not given.`,
    'Give it in the step, from a secret or variable of the repository.',
  );
}
