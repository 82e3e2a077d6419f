import { StackError } from '../errors.ts';
import type { WrittenFile } from './part.ts';
import { shellQuoted } from './shell.ts';

const VALUES_PATH = '/etc/prego/values.env';

const NAME = /^[a-z][a-z0-9_]*$/;
const VARIABLE = /\bPREGO_\w+/g;

/**
 * What PyYAML, by which cloud-init reads, takes as it is (its `Reader.NON_PRINTABLE`), without what it takes for the end
 * of a line or the beginning of a file. Of user data with anything else nothing at all takes effect.
 */
const TEXT = /^[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

/**
 * A file of `PREGO_<NAME>='…'` that scripts read by `. /etc/prego/values.env`, for root alone. It is there before packages
 * are installed and before any command of the template. Of what is given it has only what `template` mentions: a server
 * need not know the secrets of its peers. Throws `invalid_input` for control characters, and where `given` has a name of
 * ours.
 */
export function valuesFile(
  own: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  template: string,
): WrittenFile {
  const clash = Object.keys(given).find((name) => Object.hasOwn(own, name));
  if (clash !== undefined) throw refused(clash, 'is set by the program itself');
  const mentioned = new Set(template.match(VARIABLE));
  const lines = Object.entries({ ...given, ...own }).flatMap(([name, value]) => {
    if (!NAME.test(name)) throw refused(name, 'is no name of small letters, digits and _');
    if (!TEXT.test(value)) throw refused(name, 'has control characters');
    const variable = `PREGO_${name.toUpperCase()}`;
    return Object.hasOwn(own, name) || mentioned.has(variable) ? [`${variable}=${shellQuoted(value)}\n`] : [];
  });
  return { path: VALUES_PATH, content: lines.join(''), permissions: '0600', owner: 'root:root' };
}

function refused(name: string, why: string): StackError {
  // Never the value: it may be a secret.
  return new StackError('invalid_input', `The value ${JSON.stringify(name)} ${why}.`, 'Change it in the template.');
}
