import { describe, expect, test } from '@jest/globals';
import { parsePreviewArguments, readPreviewEnvironment } from './preview-arguments.ts';

describe('the arguments of stack:preview', () => {
  test.each([
    [['--region', 'us'], 'us'],
    [[], 'sg'],
    [['--tenant', 'acme', '--dedicated'], 'dedicated-acme'],
    [['--tenant', 'Acme', '--dedicated', '--region', 'eu'], expect.stringMatching(/^dedicated-acme-.{8}$/)],
  ])('%j are about the stack %s', (args, stack) => {
    expect(parsePreviewArguments(args)).toMatchObject({ program: { stack }, json: false });
  });

  test.each([
    [['--dedicated'], '--tenant'],
    [['--tenant', 'acme'], '--dedicated'],
    [['--region', 'mars'], 'sg, us, eu'],
    [['--region', 'eu', '--dedicated', '--tenant', 'a', '--location', 'sin'], 'fsn1'],
    [['--frobnicate'], '--help'],
    [['sg'], '--help'],
  ])('%j are refused with the remedy', (args, remedy) => {
    expect(() => parsePreviewArguments(args)).toThrow(
      expect.objectContaining({ code: 'invalid_input', remedy: expect.stringContaining(remedy) }),
    );
  });
});

describe('the environment of stack:preview', () => {
  test('names everything that is missing at once', () => {
    expect(() => readPreviewEnvironment({})).toThrow('HCLOUD_TOKEN, PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE');
  });

  test("takes an empty passphrase, and needs none for Pulumi's own service", () => {
    const HCLOUD_TOKEN = 'x';
    expect(
      readPreviewEnvironment({ HCLOUD_TOKEN, PULUMI_BACKEND_URL: 'file:///s', PULUMI_CONFIG_PASSPHRASE: '' }).backend,
    ).toEqual({ url: 'file:///s', passphrase: '' });
    expect(readPreviewEnvironment({ HCLOUD_TOKEN, PULUMI_BACKEND_URL: 'https://api.pulumi.com' }).backend).toEqual({
      url: 'https://api.pulumi.com',
    });
  });
});
