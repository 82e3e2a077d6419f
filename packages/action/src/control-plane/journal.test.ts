import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordedIo } from '../testing/recorded-io.ts';
import { Journal, journalFile, journalFiles } from './journal.ts';
import type { Unsent } from './journal-entries.ts';

const TELLER = { job_id: 'job_one', attempt: 2 };
let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'prego-journal-test-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

const fail = (error: unknown) => {
  throw error;
};
const newFile = () => journalFile(recordedIo({ env: { RUNNER_TEMP: temp, GITHUB_ACTION: '__prego/x' } }), TELLER);
const event = (stage: string) => ({ ...TELLER, stage, status: 'done' as const, at: 1 });
const shown = ({ events, pieces, chunks, ends }: Unsent) => [...events, ...pieces, ...chunks, ...ends];

test('what is read from the file is what the one who wrote it had yet to send, whatever was emitted and sent', () => {
  const act = fc.oneof(
    fc.record({ act: fc.constant('event' as const), stage: fc.stringMatching(/^[a-z]{1,8}$/) }),
    fc.record({ act: fc.constant('text' as const), text: fc.string({ unit: 'grapheme' }) }),
    fc.record({ act: fc.constant('chunk' as const), seq: fc.nat(9), pieces: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ act: fc.constant('moved' as const), seq: fc.nat(9) }),
    fc.record({ act: fc.constant('end' as const) }),
    fc.record({ act: fc.constant('sent' as const), which: fc.nat(30) }),
  );
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
      const file = newFile();
      const journal = new Journal(file, TELLER, fail);
      journal.event(event('begun'));
      for (const one of acts) {
        const firstChunk = [...journal.unsent.chunks.keys()][0];
        if (one.act === 'event') journal.event(event(one.stage));
        else if (one.act === 'text') journal.text([one.text]);
        else if (one.act === 'chunk') journal.chunk(one.seq, one.pieces);
        else if (one.act === 'end') journal.end({ status: 'completed', attempt: 2 });
        else if (one.act === 'sent') journal.sent(one.which);
        else if (firstChunk !== undefined) journal.moved(firstChunk, one.seq);
      }
      const read = Journal.read(file, fail);
      expect(read?.pid).toBe(process.pid);
      expect(read?.journal.teller).toEqual(TELLER);
      expect(shown((read as { journal: Journal }).journal.unsent)).toEqual(shown(journal.unsent));
    }),
    { numRuns: 50 },
  );
});

test('it is for its user only, and gone once all was sent', () => {
  const file = newFile();
  const journal = new Journal(file, TELLER, fail);
  journal.event(event('a'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
  journal.tidy();
  expect(journalFiles(recordedIo({ env: { RUNNER_TEMP: temp } }), 'job_one')).toEqual([file]);
  journal.sent(0);
  journal.tidy();
  expect(readdirSync(join(temp, 'prego-journal'))).toEqual([]);
  journal.event(event('b'));
  expect(Journal.read(file, fail)?.journal.unsent.size).toBe(1);
});

test('a line that was not written to its end is left out, and does not swallow what comes after', () => {
  const file = newFile();
  new Journal(file, TELLER, fail).event(event('a'));
  appendFileSync(file, '{"k":"event","n":1,"event":{"jo');
  const { journal } = Journal.read(file, fail) as { journal: Journal };
  expect([...journal.unsent.events.keys()]).toEqual([0]);
  journal.sent(0);
  expect(Journal.read(file, fail)?.journal.unsent.size).toBe(0);
});

test('what is no journal is left alone', () => {
  const file = join(temp, 'other.jsonl');
  writeFileSync(file, '{"k":"event","n":0}\n');
  expect(Journal.read(file, fail)).toBeUndefined();
});

test('a folder that can not be written to is told once, and the story goes on', () => {
  writeFileSync(join(temp, 'prego-journal'), 'a file, not a folder');
  const troubles: unknown[] = [];
  const journal = new Journal(newFile(), TELLER, (error) => troubles.push(error));
  journal.event(event('a'));
  journal.event(event('b'));
  expect(troubles).toHaveLength(1);
  expect(journal.unsent.events.size).toBe(2);
});

test('a file that somebody has put there before is not written to', () => {
  const file = newFile();
  const other = new Journal(file, TELLER, fail);
  other.event(event('a'));
  const before = readFileSync(file, 'utf8');
  const troubles: unknown[] = [];
  new Journal(file, TELLER, (error) => troubles.push(error)).event(event('b'));
  expect(troubles).toHaveLength(1);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
