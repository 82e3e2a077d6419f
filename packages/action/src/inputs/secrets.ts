import { SECRET_INPUTS } from './schema.ts';

/** Of the runner, the engine, and the buckets that a state may lie in (gocloud.dev/blob): no inputs, and secret all the same. */
const SECRET_VARIABLES = [
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'PULUMI_ACCESS_TOKEN',
  'PULUMI_CONFIG_PASSPHRASE',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_STORAGE_KEY',
  'AZURE_STORAGE_SAS_TOKEN',
  'AZURE_STORAGE_CONNECTION_STRING',
  'AZURE_STORAGEBLOB_CONNECTIONSTRING',
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'GOOGLE_CREDENTIALS',
  'GOOGLE_OAUTH_ACCESS_TOKEN',
];
/** Addresses that may hold a password: `postgres://user:password@host/db`. */
const ADDRESSES = [
  'INPUT_PULUMI_BACKEND',
  'INPUT_CONTROL_PLANE_URL',
  'INPUT_HCLOUD_ENDPOINT',
  'INPUT_CLOUDFLARE_BASE_URL',
  'HTTP_PROXY',
  'HTTPS_PROXY',
];

/** Every secret in a runner's environment, whichever command is run: to be masked before anything is printed. */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const names = [...SECRET_INPUTS.map((name) => `INPUT_${name.toUpperCase()}`), ...SECRET_VARIABLES];
  const secrets = [
    ...names.map((name) => env[name] ?? ''),
    ...ADDRESSES.flatMap((name) => passwordIn(env[name] ?? '')),
  ];
  return secrets.filter((secret) => secret.trim() !== '');
}

function passwordIn(address: string): readonly string[] {
  const password = URL.parse(address.trim())?.password ?? '';
  if (password === '') return [];
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%`: then nobody decodes it.
    return text;
  }
}
