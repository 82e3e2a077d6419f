import { expect, test } from '@jest/globals';
import { recordedIo } from '../testing/recorded-io.ts';
import { identityOf, proofOf } from './identity.ts';

const inputs = { control_plane_url: 'http://127.0.0.1:9', control_plane_audience: 'prego' };

test('an OIDC token of the run is preferred, is asked for its audience, and is masked', async () => {
  const io = recordedIo({ idToken: async (audience) => `token-for-${audience}` });
  const identity = await identityOf(io, { ...inputs, control_plane_token: 'the-key' });
  expect(identity).toEqual({ kind: 'run', token: 'token-for-prego' });
  expect(io.secrets).toContain('token-for-prego');
  expect(proofOf(identity, { GITHUB_RUN_ID: '42' })).toEqual({ claim: { oidc_token: 'token-for-prego' } });
});

test('without one the key is taken, and says which run it is', async () => {
  const io = recordedIo();
  const identity = await identityOf(io, { ...inputs, control_plane_token: 'the-key' });
  expect(proofOf(identity, { GITHUB_RUN_ID: '42' })).toEqual({ bearer: 'the-key', claim: { run_id: 42 } });
  expect(proofOf(identity, {})).toEqual({ bearer: 'the-key', claim: {} });
});

test('with neither the remedy names the permission, and what GitHub said', async () => {
  await expect(identityOf(recordedIo(), inputs)).rejects.toMatchObject({
    code: 'no_identity',
    remedy: expect.stringContaining('id-token: write'),
  });
  const io = recordedIo({ idToken: () => Promise.reject(new Error('503 from the token service')) });
  await expect(identityOf(io, inputs)).rejects.toThrow('503 from the token service');
  const withKey = await identityOf(io, { ...inputs, control_plane_token: 'the-key' });
  expect(withKey).toEqual({ kind: 'key', token: 'the-key' });
});
