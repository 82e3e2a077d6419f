import { describe, expect, test } from '@jest/globals';
import { hasOtherProjects, projectsOf, settingsIn } from './projects.ts';
import type { StackSettings } from './settings.ts';

const settings: StackSettings = {
  credentials: { hcloudToken: 'main', hcloudEndpoint: 'http://127.0.0.1/v1' },
  backend: { url: 'file:///state' },
  engine: { pulumi: 'pulumi', home: '/home' },
  env: {},
  deadlineMs: 1,
};
const others = { hcloud_token_us: 'of-us', hcloud_token_eu: 'of-eu' };

describe('the settings for a region', () => {
  test.each([
    ['us', others, 'of-us'],
    ['eu', others, 'of-eu'],
    ['sg', others, 'main'],
    [undefined, others, 'main'],
    ['us', {}, 'main'],
    ['eu', { hcloud_token_us: 'of-us' }, 'main'],
  ] as const)('%s with %j have the token %s', (region, given, token) => {
    expect(settingsIn(region, settings, given)).toEqual({
      ...settings,
      credentials: { ...settings.credentials, hcloudToken: token },
    });
  });
});

describe('the projects', () => {
  test.each([
    [{}, ['main'], false],
    [{ hcloud_token_eu: 'of-eu' }, ['main', 'of-eu'], true],
    [others, ['main', 'of-us', 'of-eu'], true],
    [{ hcloud_token_us: 'main', hcloud_token_eu: 'of-eu' }, ['main', 'of-eu'], true],
    [{ hcloud_token_us: 'both', hcloud_token_eu: 'both' }, ['main', 'both'], true],
  ])('of %j are each looked at once', (given, tokens, has) => {
    expect(projectsOf(settings, given)).toEqual(
      tokens.map((hcloudToken) => ({ ...settings.credentials, hcloudToken })),
    );
    expect(hasOtherProjects(given)).toBe(has);
  });
});
