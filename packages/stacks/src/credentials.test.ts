import { describe, expect, test } from '@jest/globals';
import { credentialsEnv } from './credentials.ts';

const hcloudToken = 'h'.repeat(64);

describe('credentials', () => {
  test('go to the engine by environment', () => {
    const cloudflareToken = 'c'.repeat(40);
    expect(credentialsEnv({ hcloudToken, hcloudEndpoint: 'http://127.0.0.1:1/v1', cloudflareToken })).toEqual({
      HCLOUD_TOKEN: hcloudToken,
      HCLOUD_ENDPOINT: 'http://127.0.0.1:1/v1',
      CLOUDFLARE_API_TOKEN: cloudflareToken,
    });
  });

  test.each([0, 63, 65])('refuse a Hetzner token of %d characters', (length) => {
    expect(() => credentialsEnv({ hcloudToken: 'x'.repeat(length) })).toThrow(`HCLOUD_TOKEN has ${length} characters.`);
  });

  test.each(['', 'c'.repeat(39), `${'c'.repeat(40)} `])(
    'refuse %j as a Cloudflare token, without showing it',
    (token) => {
      expect(() => credentialsEnv({ hcloudToken, cloudflareToken: token })).toThrow(
        expect.objectContaining({ code: 'invalid_credentials', message: expect.not.stringContaining('ccc') }),
      );
    },
  );

  test('refuse an endpoint that is no URL', () => {
    expect(() => credentialsEnv({ hcloudToken, hcloudEndpoint: 'api.hetzner.cloud' })).toThrow(/HCLOUD_ENDPOINT/);
  });
});
