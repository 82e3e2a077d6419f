import { posix } from 'node:path';
import type { OpenPort } from '../firewall-rules.ts';
import { hardening } from './hardening.ts';
import { rulesPart } from './host-rules.ts';
import { renderLibraryRules } from './library-rules.ts';
import type { CloudInitPart } from './part.ts';
import { renderCloudConfig } from './render-cloud-config.ts';
import { mergeConfigs, parseTemplateConfig, type TemplateConfig, templateFault } from './template-config.ts';
import { withinLimit } from './user-data.ts';
import { valuesFile } from './values-file.ts';
import { DATA_PATH, volumeMount } from './volume-mount.ts';

export interface LibraryCloudInit {
  readonly key: string;
  /** Its name at Hetzner, and as a host. */
  readonly name: string;
  /** The template's `#cloud-config`. */
  readonly template: string;
  readonly ports: readonly OpenPort[];
  readonly hasVolume: boolean;
  /** Of the network that it is in. */
  readonly networkRange: string;
  /** The private addresses of all servers of the set, its own among them, by key. */
  readonly addresses: ReadonlyMap<string, string>;
  /** By name in small letters; secrets among them. Those that the template mentions are told. */
  readonly values: Readonly<Record<string, string>>;
  readonly provisioning: string;
}

/**
 * The `#cloud-config` of a server from the library: ours, and after it the template's. It holds secrets: wrap it as one.
 * Throws `invalid_input` where the two clash, `limit_exceeded` if it is longer than Hetzner takes.
 */
export function renderLibraryCloudInit(server: LibraryCloudInit): string {
  const { key, name } = server;
  const privateIp = server.addresses.get(key) as string;
  const parts: CloudInitPart[] = [hardening(), rulesPart(renderLibraryRules({ ...server, privateIp }))];
  if (server.hasVolume) parts.push(volumeMount());
  const values = valuesFile(ownValues(server, privateIp), server.values, server.template);
  parts.push({ files: [values], commands: [RULES_LOADED, ...waits(server, privateIp)] });
  const own = {
    hostname: name,
    preserve_hostname: false,
    // Hetzner sets an expired root password where a server has no key of the project's.
    chpasswd: { expire: false },
    ...Object.assign({}, ...parts.map((part) => part.modules)),
    package_update: true,
    packages: parts.flatMap((part) => part.packages ?? []),
    write_files: parts.flatMap((part) => part.files ?? []),
    runcmd: parts.flatMap((part) => part.commands ?? []),
  };
  const template = parseTemplateConfig(server.template, key);
  if (server.hasVolume) refuseHiddenFile(template, key);
  const config = mergeConfigs(own, template, key);
  return withinLimit(
    renderCloudConfig(config),
    `the server ${key}`,
    "Shorten the template's files, or have it fetch them.",
  );
}

function refuseHiddenFile({ write_files }: TemplateConfig, key: string): void {
  const hidden = write_files.find(({ path }) => posix.normalize(path).startsWith(`${DATA_PATH}/`));
  if (hidden) throw templateFault(key, `writes ${hidden.path}, which the volume will hide: copy it there in runcmd`);
}

function ownValues(server: LibraryCloudInit, privateIp: string): Record<string, string> {
  const { key, name, provisioning, addresses } = server;
  const peers = [...addresses].map(([peer, address]) => [`${peer}_private_ip`, address]);
  const own = { provisioning, server_name: name, server_key: key, private_ip: privateIp };
  return addresses.size > 1 ? { ...own, ...Object.fromEntries(peers) } : own;
}

/** A line of the script that cloud-init makes of `runcmd`: it ends the whole script, so that nothing of the template runs. */
const orStop = (condition: string, why: string): string => `${condition} || { echo 'prego: ${why}' >&2; exit 1; }`;

/** A service that starts without them is open to all of a network in which others have servers. */
const RULES_LOADED = orStop('nft list table inet prego > /dev/null', 'the rules of the host are not loaded');

/**
 * Both come some time after the first boot has begun: a service can't listen on an address that is not there, and what is
 * written before the volume is mounted lies under it. Without them nothing of the template runs, and cloud-init says so.
 */
function waits({ hasVolume }: LibraryCloudInit, privateIp: string): string[] {
  const address = waitFor(`ip -4 -o addr show to ${privateIp} | grep -q .`, `the private address ${privateIp}`);
  return hasVolume ? [address, waitFor(`mountpoint -q ${DATA_PATH}`, `the volume at ${DATA_PATH}`)] : [address];
}

/** A day: a run that died before it made the volume may be taken up again much later. */
const WAIT_S = 24 * 3600;

const waitFor = (condition: string, what: string): string =>
  orStop(`timeout ${WAIT_S} sh -c 'until ${condition}; do sleep 2; done'`, `${what} has not come`);
