import { endGroup, error, setSecret, startGroup } from '@actions/core';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { commandLine, fileEntry, looksLikeCommand, quoted } from './workflow-commands.ts';

/** Rich in what commands are made of. */
const unit = fc.oneof(
  fc.constantFrom('%', '%0A', ':', ',', '\n', '\r', '='),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(unit).map((units) => units.join(''));
const title = text.filter((given) => given !== '');

/** What @actions/core writes to stdout. */
function writtenBy(act: () => void): string {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  try {
    act();
  } finally {
    write.mockRestore();
  }
  return written.join('');
}

describe('a command to the runner', () => {
  test('is written as @actions/core writes it', () => {
    fc.assert(
      fc.property(text, title, (message, shown) => {
        expect(`${commandLine('error', message, { title: shown })}\n`).toBe(
          writtenBy(() => error(message, { title: shown })),
        );
        expect(`${commandLine('add-mask', message)}\n`).toBe(writtenBy(() => setSecret(message)));
        expect(`${commandLine('group', message)}\n`).toBe(writtenBy(() => startGroup(message)));
      }),
    );
    expect(`${commandLine('endgroup', '')}\n`).toBe(writtenBy(() => endGroup()));
  });

  test('is one line, whatever it says', () => {
    fc.assert(
      fc.property(text, title, (message, shown) => {
        expect(commandLine('notice', message, { title: shown })).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

test('a value of several lines stands between its delimiters', () => {
  expect(fileEntry('name', 'one\ntwo', 'end_1')).toBe('name<<end_1\none\ntwo\nend_1\n');
});

describe('a line of somebody else', () => {
  test.each([
    '::set-output name=a::b',
    '  ::add-mask::x',
    'one\n::error::two',
    'one\r\t::error::two',
    'ok ##[error]x',
    '\u0085::error::x',
  ])('is known as one that the runner would obey: %j', (line) => {
    expect(looksLikeCommand(line)).toBe(true);
  });

  test.each(['urn:pulumi:sg::prego::hcloud:index/server:Server::sg-s-7k2m9qxa', 'fe80::1', '# [x]', ''])(
    'is left as it is otherwise: %j',
    (line) => {
      expect(looksLikeCommand(line)).toBe(false);
    },
  );

  test('is quoted between a stop and its token', () => {
    expect(quoted('::error::x', 'token-1')).toBe('::stop-commands::token-1\n::error::x\n::token-1::');
  });
});
