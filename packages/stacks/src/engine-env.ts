import { engineUrl } from './backend.ts';
import { credentialsEnv } from './credentials.ts';
import { StackError } from './errors.ts';
import type { CommonOptions } from './run-options.ts';

/** The environment that the engine runs in, on top of our own. Throws StackError where something needed is missing. */
export function engineEnv(options: CommonOptions): Record<string, string> {
  const { backend, engine } = options;
  const env: Record<string, string> = {
    // The engine and its plugins live for a second: collecting their garbage seldom spares a tenth of their work, and
    // their memory was seen to peak no higher for it.
    GOGC: process.env.GOGC ?? '400',
    ...options.env,
    ...credentialsEnv(options.credentials),
    ...secretsEnv(options),
    PULUMI_BACKEND_URL: engineUrl(backend.url),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    // A missing plugin is an error at once, not a download in the middle of an update.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // The secrets' key and provider come from the state. By default the CLI looks for them in Pulumi.<stack>.yaml only,
    // which goes with our temporary directory: each update would then make a new key, and forget a cloud's KMS.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: 'true',
  };
  if (engine?.home !== undefined) env.PULUMI_HOME = engine.home;
  return env;
}

const PASSPHRASE = ['PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE'];

/** As the CLI's `ValidateSecretsProvider` takes them. */
const SECRETS_PROVIDER = /^(?:default|passphrase|(?:awskms|azurekeyvault|gcpkms|hashivault):\/\/.+)$/;

function secretsEnv({ backend, env = {} }: CommonOptions): Record<string, string> {
  const { url, passphrase, secretsProvider = 'default' } = backend;
  if (!SECRETS_PROVIDER.test(secretsProvider)) {
    throw new StackError(
      'invalid_input',
      `"${secretsProvider}" is no secrets provider.`,
      'Use passphrase, awskms://…, azurekeyvault://…, gcpkms://… or hashivault://….',
    );
  }
  if (passphrase !== undefined) return { PULUMI_CONFIG_PASSPHRASE: passphrase };
  const needed = secretsProvider === 'passphrase' || (secretsProvider === 'default' && !isPulumiService(url));
  if (needed && PASSPHRASE.every((name) => (env[name] ?? process.env[name]) === undefined)) {
    throw new StackError(
      'invalid_input',
      `The backend ${withoutSecrets(url)} keeps secrets, but there is no passphrase.`,
      'Set PULUMI_CONFIG_PASSPHRASE (it may be empty), the same for every run of a stack.',
    );
  }
  return {};
}

/** Pulumi's own service encrypts secrets itself. */
const isPulumiService = (url: string): boolean => /^https?:/.test(url);

/** For people to read: that of a database holds its password. */
const withoutSecrets = (url: string): string => url.replace(/\/\/[^/?]*@/, '//…@');
