import { describe, expect, test } from '@jest/globals';
import { type ActEvent, readActLine } from './act-log.ts';

const main = { stage: 'main' as const, id: '1', title: 'Say it' };
const inStep = { stage: 'Main', step: 'Say it', stepID: ['1'], level: 'info' };

// Lines as act 0.2.89 writes them.
describe('a line of act', () => {
  test.each<[Record<string, unknown>, ActEvent[]]>([
    [{ ...inStep, msg: '\u2B50 Run Main Say it' }, [{ type: 'step-began', step: main }]],
    [{ ...inStep, msg: 'ok', stepResult: 'success' }, [{ type: 'step-ended', step: main, result: 'success' }]],
    [{ ...inStep, msg: 'hello\n', raw_output: true }, [{ type: 'said', step: main, line: 'hello' }]],
    [
      { ...inStep, msg: '  \u2B50 Run like act', raw_output: true },
      [{ type: 'said', step: main, line: '  \u2B50 Run like act' }],
    ],
    [
      { ...inStep, command: 'set-output', name: 'a', arg: 'b\nc' },
      [{ type: 'output', id: '1', name: 'a', value: 'b\nc' }],
    ],
    [{ ...inStep, command: 'add-mask', arg: 'secret', raw: '::add-mask::secret' }, [{ type: 'mask', value: 'secret' }]],
    [
      { ...inStep, command: 'error', arg: 'bad', msg: '::error::bad' },
      [{ type: 'said', step: main, line: '##[error]bad' }],
    ],
    [{ ...inStep, command: 'ignored', raw: '::notice::x\n' }, [{ type: 'said', step: main, line: '::notice::x' }]],
    [{ ...inStep, command: 'debug', arg: 'x' }, []],
    [{ ...inStep, command: 'summary', content: '# done\n' }, [{ type: 'summary', text: '# done\n' }]],
    [
      { ...inStep, level: 'error', msg: 'exit status 3' },
      [{ type: 'said', step: main, line: '##[error]Process completed with exit code 3.' }],
    ],
    [{ ...inStep, msg: 'LocalRepositoryCache matched …' }, []],
    [{ ...inStep, stepID: ['1', '0'], msg: 'ok', stepResult: 'failure' }, []],
    [{ level: 'info', msg: 'Job succeeded', jobResult: 'success' }, [{ type: 'job-ended', result: 'success' }]],
    [
      { step: 'Set up job', stepid: ['--setup-job'], msg: 'x', stepResult: 'success', level: 'info' },
      [{ type: 'step-ended', step: { stage: 'setup', id: '', title: 'Set up job' }, result: 'success' }],
    ],
  ])('%j', (line, events) => {
    expect(readActLine(JSON.stringify(line))).toEqual(events);
  });

  test('that is not one of its own is told as it is', () => {
    expect(readActLine('panic: it is over')).toEqual([{ type: 'said', step: undefined, line: 'panic: it is over' }]);
    expect(readActLine('')).toEqual([]);
  });
});
