import { StackError } from './errors.ts';

/** Handed to the engine by environment only: provider arguments would end in state. */
export interface Credentials {
  readonly hcloudToken: string;
  /** With `/v1`; Hetzner's own by default. */
  readonly hcloudEndpoint?: string | undefined;
  readonly cloudflareToken?: string | undefined;
  /** With `/client/v4`; Cloudflare's own by default. */
  readonly cloudflareBaseUrl?: string | undefined;
}

/** The provider refuses any other length. */
const HCLOUD_TOKEN_LENGTH = 64;

/** The pattern by which the Cloudflare provider checks a token. */
const CLOUDFLARE_TOKEN = /^[0-9A-Za-z\-_]{40,80}$/;

/** The engine's environment for these credentials. Throws `invalid_credentials`, without showing a token. */
export function credentialsEnv(credentials: Credentials): Record<string, string> {
  checkHcloudToken(credentials.hcloudToken);
  const env: Record<string, string> = { HCLOUD_TOKEN: credentials.hcloudToken };
  if (credentials.hcloudEndpoint !== undefined)
    env.HCLOUD_ENDPOINT = checkUrl('HCLOUD_ENDPOINT', credentials.hcloudEndpoint);
  if (credentials.cloudflareToken !== undefined) {
    if (!CLOUDFLARE_TOKEN.test(credentials.cloudflareToken)) {
      throw new StackError(
        'invalid_credentials',
        'CLOUDFLARE_API_TOKEN is not an API token of Cloudflare.',
        'It has 40 to 80 letters, digits, hyphens and underscores: copy it again, without spaces.',
      );
    }
    env.CLOUDFLARE_API_TOKEN = credentials.cloudflareToken;
  }
  if (credentials.cloudflareBaseUrl !== undefined) {
    env.CLOUDFLARE_BASE_URL = checkUrl('CLOUDFLARE_BASE_URL', credentials.cloudflareBaseUrl);
  }
  return env;
}

/** Throws `invalid_credentials` for a token that the provider would refuse. */
export function checkHcloudToken(token: string): void {
  if (token.length === HCLOUD_TOKEN_LENGTH) return;
  throw new StackError(
    'invalid_credentials',
    `HCLOUD_TOKEN has ${token.length} characters.`,
    `A Hetzner Cloud token has exactly ${HCLOUD_TOKEN_LENGTH}: copy it again, without spaces or line ends.`,
  );
}

function checkUrl(name: string, url: string): string {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url;
  throw new StackError('invalid_input', `${name} is not a URL: "${url}".`, 'Give it with http:// or https://.');
}
