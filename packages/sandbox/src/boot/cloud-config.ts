import { z } from 'zod';

const Text = z.union([z.string(), z.instanceof(Uint8Array)]);

const File = z.looseObject({
  path: z.string().optional(),
  content: Text.optional(),
  encoding: z.string().optional(),
  owner: z.string().optional(),
  permissions: z.union([z.string(), z.number().int()]).optional(),
  append: z.boolean().optional(),
  defer: z.boolean().optional(),
});

/** A mapping in a command list is the classic slip (`- echo a: b`); cloud-init can't make a command of it either. */
const Command = z.union([z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)]);

const User = z.union([
  z.string(),
  z.looseObject({ name: z.string(), ssh_authorized_keys: z.array(z.string()).optional() }),
]);

const Package = z.union([
  z.string(),
  z.array(z.string()).min(1).max(2),
  z.record(z.string(), z.array(z.union([z.string(), z.array(z.string()).min(1).max(2)]))),
]);

/** The modules of a cloud-config that the sandbox interprets, and the types that cloud-init's own schema gives them. */
export const CloudConfig = z.looseObject({
  hostname: z.string().optional(),
  fqdn: z.string().optional(),
  preserve_hostname: z.boolean().optional(),
  write_files: z.array(File).optional(),
  packages: z.array(Package).optional(),
  bootcmd: z.array(Command.nullable()).optional(),
  runcmd: z.array(Command.nullable()).optional(),
  users: z.union([z.string(), z.array(User), z.record(z.string(), z.unknown())]).optional(),
  ssh_authorized_keys: z.array(z.string()).optional(),
  ntp: z.looseObject({}).nullable().optional(),
  timezone: z.string().optional(),
  package_update: z.boolean().optional(),
  package_upgrade: z.boolean().optional(),
});

export type CloudConfig = z.infer<typeof CloudConfig>;
export type CloudConfigFile = z.infer<typeof File>;

/**
 * Modules that cloud-init would carry out on a VM and the sandbox only writes down: they change a disk, an account
 * or a package database that an emulated machine doesn't have. Any other unknown key is reported as ignored.
 */
export const RECORDED_MODULES: ReadonlySet<string> = new Set([
  ...['apt', 'snap', 'yum_repos', 'package_update', 'package_upgrade', 'package_reboot_if_required'],
  ...['ntp', 'timezone', 'locale', 'keyboard', 'swap', 'growpart', 'resize_rootfs', 'disk_setup', 'fs_setup', 'mounts'],
  ...['disable_root', 'ssh_pwauth', 'chpasswd', 'password', 'user', 'groups', 'ssh', 'ssh_keys', 'ssh_deletekeys'],
  ...['ssh_genkeytypes', 'ssh_import_id', 'no_ssh_fingerprints', 'ca_certs', 'manage_etc_hosts', 'manage_resolv_conf'],
  ...['resolv_conf', 'prefer_fqdn_over_hostname', 'create_hostname_file', 'random_seed', 'rsyslog', 'ansible'],
  ...['wireguard', 'output', 'final_message', 'power_state', 'phone_home', 'merge_how', 'merge_type', 'system_info'],
]);
