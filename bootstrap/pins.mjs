// What the bootstrap itself installs. Everything else is pinned in pnpm-lock.yaml and engine/src/pins.ts.

/** The action runs on GitHub's `node24`; so does everything here. */
export const NODE = '24.21.0';
export const PNPM = '10.34.8';
