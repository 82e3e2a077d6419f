import { posix } from 'node:path';
import type { TemplateManifest } from '@prego/contracts';
import { type CloudConfig, parseCloudConfig } from '../cloud-config.ts';
import { type FaultAt, faultIn, type TemplateFault } from '../fault.ts';
import { ownVariables, valueNames, variableOf, variablesIn } from '../variables.ts';
import { checkExposure } from './exposure.ts';
import { checkPins } from './pins.ts';
import { checkScripts } from './scripts.ts';

/**
 * Hetzner takes 32 KiB of user data. The program's own part (hardening, rules, volume) has up to 4.3 kB, and the rest is
 * left to what a run fills in.
 */
const MAX_BYTES = 20 * 1024;

/** What a template may set. All else is the program's: who gets in, how it is named, and when things run. */
export const MODULES = ['apt', 'groups', 'locale', 'packages', 'runcmd', 'swap', 'timezone', 'write_files'];

/** Of a file that is written. cloud-init takes any other key in silence, and what is encoded can't be checked. */
const FILE_KEYS = ['append', 'content', 'defer', 'owner', 'path', 'permissions'];

/** Written by the program, or read by what it writes. */
export const OWN_PATHS = [
  '/etc/prego/values.env',
  '/etc/nftables.conf',
  '/etc/ssh/sshd_config.d/10-prego.conf',
  '/etc/apt/apt.conf.d/90prego-upgrades',
  '/etc/udev/rules.d/90-prego-data.rules',
  '/etc/systemd/system/srv-data.mount',
];

/** What is read beside those and may say otherwise: who gets in, which rules hold, and whether updates are installed. */
const OWN_PLACES = [
  /^\/etc\/ssh\/(?:sshd_config|authorized_keys)/,
  /\/\.ssh\/(?:authorized_keys|rc)/,
  /^\/root\/\.ssh(?:\/|$)/,
  /^\/etc\/nftables/,
  /^\/etc\/apt\/apt\.conf/,
  /^\/etc\/systemd\/system\/(?:apt-daily(?:-upgrade)?|nftables|srv-data|sshd?|unattended-upgrades)@?\./,
];

const DATA_PATH = '/srv/data';
const VALUES_PATH = '/etc/prego/values.env';

/** What can be said of one server's cloud-init without cloud-init's own validator. */
export function checkCloudInit(file: string, text: string, manifest: TemplateManifest): TemplateFault[] {
  const fault = faultIn(file);
  if (!/^#cloud-config\n/.test(text)) {
    return [
      fault('', 'does not begin with the line #cloud-config.', 'Have it there: cloud-init knows the file by it.'),
    ];
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    return [fault('', `has ${bytes} bytes, of ${MAX_BYTES} at most.`, 'Shorten its files, or have it fetch them.')];
  }
  const parsed = parseCloudConfig(text);
  if ('error' in parsed) return [fault('', `is no YAML: ${parsed.error}.`, 'Mend it.')];
  return [
    ...checkModules(parsed, fault),
    ...checkAptConfiguration(parsed, fault),
    ...checkFileKeys(parsed, fault),
    ...checkPaths(parsed, fault),
    ...checkVariables(parsed, manifest, fault),
    ...checkPins(parsed, fault),
    ...checkScripts(parsed, fault),
    ...checkExposure(parsed, manifest, fault),
  ];
}

function checkModules({ config }: CloudConfig, fault: FaultAt): TemplateFault[] {
  return Object.keys(config)
    .filter((name) => !MODULES.includes(name))
    .map((name) => fault(name, 'is not for a template to set.', `It may set ${MODULES.join(', ')}.`));
}

/** cloud-init writes it as a file of apt's configuration, which may say otherwise than ours of updates. */
function checkAptConfiguration({ texts }: CloudConfig, fault: FaultAt): TemplateFault[] {
  if (!texts.some(({ path }) => path === 'apt.conf')) return [];
  return [fault('apt.conf', 'is not for a template to set.', 'Leave it out: updates are alike on all servers.')];
}

function checkFileKeys({ config }: CloudConfig, fault: FaultAt): TemplateFault[] {
  const files: unknown = config.write_files;
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown, index) =>
    Object.keys(typeof file === 'object' && file !== null ? file : {})
      .filter((key) => !FILE_KEYS.includes(key))
      .map((key) =>
        fault(`write_files[${index}].${key}`, 'is not for a file here.', `A file may have ${FILE_KEYS.join(', ')}.`),
      ),
  );
}

function checkPaths({ texts }: CloudConfig, fault: FaultAt): TemplateFault[] {
  return texts.flatMap(({ path, text }) => {
    if (!/^write_files\[\d+\]\.path$/.test(path)) return [];
    const file = posix.resolve('/', text);
    if (OWN_PATHS.includes(file)) {
      return [fault(path, `${file} is written by the program itself.`, 'Write another file.')];
    }
    if (OWN_PLACES.some((place) => place.test(file))) {
      const remedy = 'Leave it out: who gets in, the rules of the host and its updates are alike on all servers.';
      return [fault(path, `${file} is not for a template to write.`, remedy)];
    }
    if (!file.startsWith(`${DATA_PATH}/`)) return [];
    const remedy = 'Have a script write it: scripts run once the volume is mounted.';
    return [fault(path, `${file} would lie beneath the volume, which is mounted later.`, remedy)];
  });
}

function checkVariables({ texts }: CloudConfig, manifest: TemplateManifest, fault: FaultAt): TemplateFault[] {
  const names = [...ownVariables(manifest), ...valueNames(manifest), ...manifest.secrets.map(({ name }) => name)];
  const known = names.map(variableOf);
  return texts.flatMap(({ path, text }) => {
    const used = variablesIn(text);
    const faults = used
      .filter((variable) => !known.includes(variable))
      .map((variable) => fault(path, `uses ${variable}, which does not exist.`, `There are ${known.join(', ')}.`));
    if (used.length > 0 && !text.includes(VALUES_PATH)) {
      faults.push(fault(path, `uses ${used[0]} without reading it.`, `Begin with the line ". ${VALUES_PATH}".`));
    }
    return faults;
  });
}
