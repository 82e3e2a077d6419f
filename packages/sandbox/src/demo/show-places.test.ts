import { expect, test } from '@jest/globals';
import { fingerprint } from './show-places.ts';
import { counted } from './story.ts';

test('a host key is shown as ssh-keygen -l shows it', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
  // GitHub's own, as docs.github.com has it under "GitHub's SSH key fingerprints".
  expect(fingerprint(key)).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU');
});

test('what is billed is counted by its kind', () => {
  expect(counted(['server a', 'primary_ip 1', 'server b'])).toBe('2 × server, 1 × primary_ip');
});
