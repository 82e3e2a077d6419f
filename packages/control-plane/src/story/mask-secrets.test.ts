import { describe, expect, test } from '@jest/globals';
import { maskSecrets } from './mask-secrets.ts';

const HCLOUD = 'LRK9DAWQ1ZAEFSrCNEEzLCUwhYX1U3g7wMg4dTlkkDC96fyDuyJ39nVbVjCKSDfj';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r';

describe('secrets in the data of an event', () => {
  test.each([
    ['a GitHub token', `fatal: ghp_${'a1B2'.repeat(9)} refused`, 'fatal: *** refused'],
    ['an App token', `ghs_${'a1B2'.repeat(9)}`, '***'],
    ['a fine-grained token', `github_pat_${'a1B2'.repeat(9)}`, '***'],
    ['an operator key', `asked with prego_op_${'a2'.repeat(16)}.`, 'asked with ***.'],
    ['an operator key that was typed in capitals', `PREGO_OP_${'A2'.repeat(16)}`, '***'],
    ['a Pulumi token', `pul-${'0a'.repeat(20)}`, '***'],
    ['a Hetzner token', `token=${HCLOUD};`, 'token=***;'],
    ['a web token', `got ${JWT}`, 'got ***'],
    ['a header', 'Authorization: Bearer abcdef0123456789abcdef', 'Authorization: ***'],
    ['a password in a URL', 'https://state:hunter22@backend.example/x', 'https://state:***@backend.example/x'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----', '***'],
    ['the beginning of one', 'key: -----BEGIN PRIVATE KEY-----\nabc', 'key: ***'],
  ])('%s is masked', (_, text, masked) => {
    expect(maskSecrets({ text })).toEqual({ text: masked });
  });

  test.each([
    ['token'],
    ['access_token'],
    ['accessToken'],
    ['api_key'],
    ['apiKey'],
    ['passphrase'],
    ['private-key'],
    ['client_secret'],
  ])('what is called %s is masked, at any depth', (name) => {
    expect(maskSecrets({ deep: [{ [name]: 'x' }], list: { [name]: ['y'] } })).toEqual({
      deep: [{ [name]: '***' }],
      list: { [name]: ['***'] },
    });
  });

  test.each([
    ['a digest', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['an address', 'https://acme.prego.example:8443/path'],
    ['an id', 'job_01jd2r0000000000000000000a'],
    ['a sentence', 'The token was refused: give a new one. Bearer of bad news.'],
  ])('%s stays', (_, text) => {
    expect(maskSecrets({ text, count: 3, none: null, yes: true })).toEqual({ text, count: 3, none: null, yes: true });
  });
});
