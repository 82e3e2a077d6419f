import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from '../../bootstrap/run.mjs';
import { PINS } from './pins.ts';
import type { Tool } from './tool.ts';

const GOARCH = process.arch === 'x64' ? 'amd64' : process.arch;
/** Pulumi names the CLI's archives by Node's words, and its plugins' by Go's. */
const CLI_PLATFORM = `${process.platform}-${process.arch}`;
const PLUGIN_PLATFORM = `${process.platform}-${GOARCH}`;

export const PULUMI: Tool = {
  binary: 'pulumi',
  version: PINS.pulumi,
  label: `Pulumi CLI ${PINS.pulumi}`,
  findInstalled: () => findOnPath('pulumi', ['version'], `v${PINS.pulumi}`),
  download: {
    url: `https://get.pulumi.com/releases/sdk/pulumi-v${PINS.pulumi}-${CLI_PLATFORM}.tar.gz`,
    checksumsUrl: `https://github.com/pulumi/pulumi/releases/download/v${PINS.pulumi}/pulumi-${PINS.pulumi}-checksums.txt`,
    member: 'pulumi/pulumi',
  },
  build: {
    module: 'cli',
    package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    ldflags: `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PINS.pulumi}`,
  },
  remedy: `Pulumi ${PINS.pulumi}: https://www.pulumi.com/docs/install/versions/`,
};

export const HCLOUD_PLUGIN = plugin('hcloud', PINS.hcloud);
export const CLOUDFLARE_PLUGIN = plugin('cloudflare', PINS.cloudflare);

export const TELEGRAF: Tool = {
  binary: 'telegraf',
  version: PINS.telegraf,
  label: `Telegraf ${PINS.telegraf}`,
  findInstalled: () => findOnPath('telegraf', ['--version'], `Telegraf ${PINS.telegraf}`),
  build: {
    module: 'telegraf',
    package: 'github.com/influxdata/telegraf/cmd/telegraf',
    ldflags: `-X github.com/influxdata/telegraf/internal.Version=${PINS.telegraf}`,
    // Only what a node's configuration uses: the whole of Telegraf takes many minutes to build.
    tags: 'custom,inputs.cpu,inputs.mem,inputs.disk,inputs.exec,outputs.http,serializers.json,parsers.json',
  },
  remedy: `Telegraf ${PINS.telegraf}: https://docs.influxdata.com/telegraf/v1/install/`,
};

/** nektos/act names its archives by words of its own. */
const ACT_OS = process.platform === 'darwin' ? 'Darwin' : 'Linux';
const ACT_ARCH = process.arch === 'x64' ? 'x86_64' : process.arch;
const ACT_RELEASE = `https://github.com/nektos/act/releases/download/v${PINS.act}`;

/** Runs workflows on this machine: the sandbox's GitHub has it for a runner. */
export const ACT: Tool = {
  binary: 'act',
  version: PINS.act,
  label: `act ${PINS.act}`,
  findInstalled: () => findOnPath('act', ['--version'], `act version ${PINS.act}`),
  download: {
    url: `${ACT_RELEASE}/act_${ACT_OS}_${ACT_ARCH}.tar.gz`,
    checksumsUrl: `${ACT_RELEASE}/checksums.txt`,
    member: 'act',
  },
  build: { module: 'act', package: 'github.com/nektos/act' },
  remedy: `act ${PINS.act}: https://nektosact.com/installation/`,
};

const ACTIONLINT_RELEASE = `https://github.com/rhysd/actionlint/releases/download/v${PINS.actionlint}`;

/** Checks workflows. Only tests need it: it is no part of what `prepareEngine` makes ready. */
export const ACTIONLINT: Tool = {
  binary: 'actionlint',
  version: PINS.actionlint,
  label: `actionlint ${PINS.actionlint}`,
  findInstalled: () => findOnPath('actionlint', ['-version'], PINS.actionlint),
  download: {
    url: `${ACTIONLINT_RELEASE}/actionlint_${PINS.actionlint}_${process.platform}_${GOARCH}.tar.gz`,
    checksumsUrl: `${ACTIONLINT_RELEASE}/actionlint_${PINS.actionlint}_checksums.txt`,
    member: 'actionlint',
  },
  build: { module: 'actionlint', package: 'github.com/rhysd/actionlint/cmd/actionlint' },
  remedy: `actionlint ${PINS.actionlint}: https://github.com/rhysd/actionlint/blob/main/docs/install.md`,
};

export const PLUGINS = [HCLOUD_PLUGIN, CLOUDFLARE_PLUGIN];

function plugin(name: string, version: string): Tool {
  const binary = `pulumi-resource-${name}`;
  return {
    binary,
    version,
    label: `${name} plugin ${version}`,
    findInstalled: async () => {
      const home = process.env.PULUMI_HOME ?? join(homedir(), '.pulumi');
      const folder = join(home, 'plugins', `resource-${name}-v${version}`);
      // Pulumi keeps this file beside a plugin for as long as it is being installed (sdk/go/common/workspace).
      if (await exists(`${folder}.partial`)) return undefined;
      const path = join(folder, binary);
      return (await exists(path)) ? path : undefined;
    },
    download: {
      url: `https://get.pulumi.com/releases/plugins/${binary}-v${version}-${PLUGIN_PLATFORM}.tar.gz`,
      checksumsUrl: `https://github.com/pulumi/pulumi-${name}/releases/download/v${version}/pulumi-${name}_${version}_checksums.txt`,
      member: binary,
    },
    build: { module: 'plugins', package: `./cmd/${binary}`, generate: name },
    remedy: `the plugin: pulumi plugin install resource ${name} v${version}`,
  };
}

/** The first program of this name on PATH that says it is this version. */
async function findOnPath(name: string, args: string[], says: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (!(await exists(path))) continue;
    const said = await run(path, args, { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' } }).catch(() => '');
    if (said.trim() === says || said.startsWith(`${says} `)) return path;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
