import { join } from 'node:path';

/**
 * What the engine on a runner is made of, and where it lies in the runner's tool cache:
 *
 *     $RUNNER_TOOL_CACHE/prego-engine/3.259.0/<os.arch()>/
 *       bin/pulumi
 *       home/plugins/resource-hcloud-v1.41.0/pulumi-resource-hcloud
 *       home/plugins/resource-cloudflare-v6.22.1/pulumi-resource-cloudflare
 *       home/logs                    an empty file: the CLI would write a debug log of each run into a folder of this name
 *     $RUNNER_TOOL_CACHE/prego-engine/3.259.0/<os.arch()>.complete    the tool cache's own mark, written last
 *
 * `home` is PULUMI_HOME. Each part comes in by one rename of its folder (`bin`, `home/plugins/…`), so one that is there is whole,
 * and whoever fills the cache beforehand does the same. Programs may be links.
 */
export const CACHED_AS = { tool: 'prego-engine', version: '3.259.0' } as const;

/** Held together with engine/src/pins.ts and the npm packages by a test. */
const PLUGINS = { hcloud: '1.41.0', cloudflare: '6.22.1' } as const;

/** One program of the engine, and where its vendor has it. */
export interface EnginePart {
  /** What people call it. */
  readonly label: string;
  /** Its folder within the engine's, which comes into being as a whole. */
  readonly folder: string;
  readonly binary: string;
  /** A tar.gz. */
  readonly url: string;
  /** A list of lines `<SHA-256>  <file name>`. */
  readonly checksumsUrl: string;
  /** The program's path within the archive. */
  readonly member: string;
}

/** Where the vendor's files are had: other hosts only in tests. */
export interface Hosts {
  readonly releases: string;
  readonly checksums: string;
}

export const VENDOR: Hosts = { releases: 'https://get.pulumi.com', checksums: 'https://github.com' };

/** The parts for a machine, as `process.platform` and `process.arch` name it. */
export function engineParts(platform: string, arch: string, hosts: Hosts = VENDOR): readonly EnginePart[] {
  // Pulumi names the CLI's archives by Node's words, and its plugins' by Go's.
  const goArch = arch === 'x64' ? 'amd64' : arch;
  const { version } = CACHED_AS;
  const cli: EnginePart = {
    label: `Pulumi CLI ${version}`,
    folder: 'bin',
    binary: 'pulumi',
    url: `${hosts.releases}/releases/sdk/pulumi-v${version}-${platform}-${arch}.tar.gz`,
    checksumsUrl: `${hosts.checksums}/pulumi/pulumi/releases/download/v${version}/pulumi-${version}-checksums.txt`,
    member: 'pulumi/pulumi',
  };
  const plugins = Object.entries(PLUGINS).map(([name, pin]): EnginePart => {
    const binary = `pulumi-resource-${name}`;
    return {
      label: `${name} plugin ${pin}`,
      folder: join('home', 'plugins', `resource-${name}-v${pin}`),
      binary,
      url: `${hosts.releases}/releases/plugins/${binary}-v${pin}-${platform}-${goArch}.tar.gz`,
      checksumsUrl: `${hosts.checksums}/pulumi/pulumi-${name}/releases/download/v${pin}/pulumi-${name}_${pin}_checksums.txt`,
      member: binary,
    };
  });
  return [cli, ...plugins];
}
