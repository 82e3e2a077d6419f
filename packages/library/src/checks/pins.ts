import type { CloudConfig } from '../cloud-config.ts';
import type { FaultAt, TemplateFault } from '../fault.ts';
import { checkInstallers } from './installers.ts';
import { unknownAddresses } from './unknown-addresses.ts';

/** What is pinned, and why so, stands in packages/library/README.md. */

/** By digest, or by a tag of a whole version: shorter ones are moved on by those who publish them. */
const PINNED_IMAGE = /@sha256:[0-9a-f]{64}$|:v?\d+\.\d+\.\d+[\w.-]*$/;

/** Of the distribution's archive: `name`, or `name=version`. Not a file, not an address. */
const PACKAGE = /^[a-z0-9][a-z0-9.+-]+(?:=[\w.+:~-]+)?$/;

/** Suites that become another release by themselves. */
const MOVING_SUITES = ['stable', 'oldstable', 'testing', 'unstable', 'sid', 'latest', 'current', 'devel'];

/** The services of these servers and of Hetzner's metadata have no version. */
const LOCAL =
  /^(?:https?:\/\/)?(?:169\.254\.169\.254|127\.0\.0\.1|localhost|\[::1\]|\$\{?PREGO_(?:\w+_)?PRIVATE_IP\}?)(?:[:/]|$)/;

const DOWNLOAD = /\b(?:curl|wget)\b/;
/** An address with or without its scheme. */
const ADDRESS = /(?<=^|[\s"'=])(?:https?:\/\/|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?\/)[^\s"']*/g;
/** A variable that is given one. */
const ASSIGNED_ADDRESS = /(?:^|\s)(\w+)=["']?(https?:\/\/[^\s"']+)/g;
const RUNS_IT =
  /\|\s*(?:sudo\s+)?(?:\S*\/)?(?:(?:ba|da|k|z)?sh|python[\d.]*|perl|ruby|node|php)\b|\beval\b|\b(?:ba|da)?sh\s+(?:-c\s+"?\$\(|<\()|^\.\s+<\(/;
const CHECKSUM = /\bsha(?:256|512)sum\b[^\n]*(?:-c\b|--check\b)|\bgpgv?\b[^\n]*--verify/;

/** Two runs of a template install the same, but for what the distribution mends in its release. */
export function checkPins(cloudConfig: CloudConfig, fault: FaultAt): TemplateFault[] {
  return [...checkPackages(cloudConfig, fault), ...checkTexts(cloudConfig, fault)];
}

function checkPackages({ texts }: CloudConfig, fault: FaultAt): TemplateFault[] {
  return texts.flatMap(({ path, text }) => {
    if (/^packages\[\d+\]\.snap/.test(path)) return [fault(path, 'is a snap, which renews itself.', 'Take a package.')];
    // One with its version is a list of the two.
    if (!/^packages\[\d+\](?:\[0\]|\.apt\[\d+\](?:\[0\])?)?$/.test(path) || PACKAGE.test(text)) return [];
    return [fault(path, `"${text}" is no package of the distribution's archive.`, 'Name one, such as postgresql-16.')];
  });
}

function checkTexts({ texts }: CloudConfig, fault: FaultAt): TemplateFault[] {
  return texts.flatMap(({ path, text }) =>
    commandLines(text).flatMap((line, index, lines) => [
      ...checkDownload(path, index, lines, fault),
      ...checkSource(path, line, fault),
      ...checkImages(path, line, fault),
      ...checkInstallers(path, line, fault),
    ]),
  );
}

/** A package source, as a line of the old form or as the suites of the new one. */
function checkSource(path: string, line: string, fault: FaultAt): TemplateFault[] {
  const suites =
    /^deb(?:-src)?\s+(?:\[[^\]]*\]\s*)?\S+\s+(\S+)/.exec(line)?.[1] ?? /^Suites:\s*(.*)/.exec(line)?.[1] ?? '';
  const moving = suites.split(/\s+/).find((suite) => MOVING_SUITES.includes(suite));
  if (moving === undefined) return [];
  return [fault(path, `${moving} becomes another release by itself.`, 'Name the release, such as noble.')];
}

function checkImages(path: string, line: string, fault: FaultAt): TemplateFault[] {
  const moving = imagesIn(line).filter((image) => !image.startsWith('$') && !PINNED_IMAGE.test(image));
  if (moving.length > 0) {
    return [fault(path, `${moving[0]} may be another image tomorrow.`, 'Name it by @sha256:… or by a whole version.')];
  }
  if (!/[:/=]latest\b/.test(line)) return [];
  return [fault(path, `"latest" is another one tomorrow: ${line}`, 'Name the version.')];
}

/** Those of a Podman unit, a compose file, or a command that fetches or runs one; a variable stands for itself. */
function imagesIn(line: string): string[] {
  const words = line.replaceAll(/["';]/g, '');
  const named =
    /^(?:Image=|image:\s*)(\S+)/.exec(words) ?? /\b(?:docker|podman)\s+pull\s+(?:-\S+\s+)*(\S+)/.exec(words);
  if (named) return [named[1] ?? ''];
  // Which of its words is the image depends on its options, so one of them has to be a pinned one.
  const run = /\b(?:docker|podman)\s+(?:run|create)\s(.*)/.exec(words)?.[1]?.split(/\s+/) ?? [];
  return run.some((word) => word.startsWith('$') || PINNED_IMAGE.test(word)) ? [] : run.slice(-1);
}

/** What is fetched by one line is checked by a later one. */
function checkDownload(path: string, index: number, lines: readonly string[], fault: FaultAt): TemplateFault[] {
  const line = lines[index] ?? '';
  if (!DOWNLOAD.test(line)) return [];
  if (RUNS_IT.test(line)) {
    return [
      fault(path, `runs what it has just fetched: ${line}`, 'Install a package, or check what is fetched first.'),
    ];
  }
  const known = withAddresses(line, lines);
  const remote = [...(known.match(ADDRESS) ?? []), ...unknownAddresses(known)].filter((url) => !LOCAL.test(url));
  if (remote.length === 0 || lines.slice(index).some((one) => CHECKSUM.test(one))) return [];
  const remedy = 'Check it afterwards by sha256sum --check against a sum that stands here.';
  return [fault(path, `takes ${remote[0]} as it comes.`, remedy)];
}

/** A line with the addresses that stand in its variables. */
function withAddresses(line: string, lines: readonly string[]): string {
  const assigned = new Map([...lines.join('\n').matchAll(ASSIGNED_ADDRESS)].map(([, name, url]) => [name, url]));
  return line.replaceAll(/\$\{?(\w+)\}?/g, (all, name) => assigned.get(name) ?? all);
}

/** The lines of a script with those that go on in the next put together; comments are none. */
function commandLines(text: string): string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
