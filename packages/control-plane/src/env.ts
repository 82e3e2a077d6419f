/** What wrangler.jsonc and the secret store give the Worker. `config.ts` checks it before anything uses it. */
export interface Env {
  DB: D1Database;
  BUCKET: R2Bucket;
  DISPATCH_QUEUE: Queue;
  SIGN_UP_LIMIT: RateLimit;
  /** The console's built files. */
  ASSETS: Fetcher;

  ENVIRONMENT: string;
  BASE_DOMAIN: string;
  PUBLIC_URL: string;
  DEFAULT_REGION?: string;
  SKIP_INTERNAL_API_AUTH?: string;
  PLACEMENT_MEMORY_PCT_MAX?: string;
  PLACEMENT_CPU_PCT_MAX?: string;
  PLACEMENT_DISK_PCT_MAX?: string;
  PLACEMENT_MAX_TENANTS_PER_NODE?: string;
  PLACEMENT_METRICS_MAX_AGE_S?: string;
  GITHUB_API_URL: string;
  GITHUB_REPOSITORY: string;
  GITHUB_REPOSITORY_ID?: string;
  GITHUB_REF: string;
  OIDC_ISSUER: string;
  OIDC_AUDIENCE: string;

  /** Each key may have a previous one that is still taken, so that it can be rotated with an overlap. */
  INTERNAL_API_KEY?: string;
  INTERNAL_API_KEY_PREVIOUS?: string;
  GATEWAY_KEY?: string;
  GATEWAY_KEY_PREVIOUS?: string;
  NODE_TOKEN_KEY?: string;
  NODE_TOKEN_KEY_PREVIOUS?: string;
  LAUNCH_TOKEN_KEY?: string;
  LAUNCH_TOKEN_KEY_PREVIOUS?: string;
  LIBRARY_SECRETS_KEY?: string;
  LIBRARY_SECRETS_KEY_PREVIOUS?: string;
  /** A token, or an App's id, installation and private key. */
  GITHUB_TOKEN?: string;
  GITHUB_APP_ID?: string;
  GITHUB_APP_INSTALLATION_ID?: string;
  GITHUB_APP_PRIVATE_KEY?: string;
}
