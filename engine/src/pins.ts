/**
 * The versions of the engine. The CLI must be that of the @pulumi/pulumi package, and each plugin's that of its
 * npm package: `pins.test.ts` holds them together with the lockfile and the Go modules.
 */
export const PINS = {
  pulumi: '3.259.0',
  hcloud: '1.41.0',
  cloudflare: '6.22.1',
  telegraf: '1.37.2',
  act: '0.2.89',
  actionlint: '1.7.12',
} as const;
