import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { cacheEntry } from '../../bootstrap/cache.mjs';
import { step } from '../../bootstrap/progress.mjs';
import { findTool } from './find-tool.ts';
import type { FoundTool, Source, Tool } from './tool.ts';
import { ACT, PLUGINS, PULUMI, TELEGRAF } from './tools.ts';

/** The cache is for whoever may import the engine; packages do not reach into bootstrap/ by path. */
export { cacheEntry } from '../../bootstrap/cache.mjs';

/** The engine, ready to run stacks. */
export interface Engine {
  pulumi: FoundTool;
  plugins: FoundTool[];
  telegraf: FoundTool;
  act: FoundTool;
  /** What to add to a process's environment so that the Automation API finds all of it. */
  env: {
    PATH: string;
    PULUMI_HOME: string;
    PULUMI_SKIP_UPDATE_CHECK: 'true';
    PREGO_TELEGRAF: string;
    PREGO_ACT: string;
  };
}

const FROM: Record<Source, string> = {
  installed: 'installed here already',
  cache: 'from the cache',
  download: "the vendor's, verified",
  build: 'built from Go modules',
};

/**
 * Finds or makes every part of the engine, one after the other (each build uses all cores), and tells on standard
 * error which it took.
 * @throws {Error} that says what to install when a part can't be had
 */
export async function prepareEngine(): Promise<Engine> {
  const pulumi = await find(PULUMI);
  const plugins: FoundTool[] = [];
  for (const plugin of PLUGINS) plugins.push(await find(plugin));
  const telegraf = await find(TELEGRAF);
  const act = await find(ACT);
  const home = await pulumiHome(plugins);
  return {
    pulumi,
    plugins,
    telegraf,
    act,
    env: {
      PATH: [dirname(pulumi.path), process.env.PATH].join(delimiter),
      PULUMI_HOME: home,
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PREGO_TELEGRAF: telegraf.path,
      PREGO_ACT: act.path,
    },
  };
}

async function find(tool: Tool): Promise<FoundTool> {
  return await step(
    tool.label,
    (say) => findTool(tool, { say }),
    (found) => FROM[found.source],
  );
}

/**
 * A Pulumi home of our own in which the plugins lie as installed ones: found on PATH they would work too, but with
 * a warning in every output. Pulumi takes only folders there, so the link is the program and not its folder.
 */
async function pulumiHome(plugins: FoundTool[]): Promise<string> {
  const key = createHash('sha256')
    .update([...plugins.map((plugin) => plugin.path), 'no logs'].join('\n'))
    .digest('hex')
    .slice(0, 12);
  return await cacheEntry(`engine/pulumi-home-${key}`, async (home) => {
    for (const { tool, path } of plugins) {
      const name = tool.binary.replace('pulumi-resource-', '');
      const folder = join(home, 'plugins', `resource-${name}-v${tool.version}`);
      await mkdir(folder, { recursive: true });
      await symlink(path, join(folder, tool.binary));
    }
    // Each run of the CLI writes a debug log into a folder of this name, up to half a gigabyte of them, the start of
    // each unencrypted. There is no switch, but it goes without one where it can't have the folder.
    await writeFile(join(home, 'logs'), '');
  });
}
