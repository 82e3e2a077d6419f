// Tests run as native ES modules (NODE_OPTIONS=--experimental-vm-modules, set by scripts/test.ts).
// `unit` needs nothing but the packages; `worker` runs the control plane on workerd; `engine` needs the Pulumi engine and
// runs real stacks; `browser` needs that too, and looks at the console of a real world in Chromium.
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
  // In .prego a sandbox that runs here keeps copies of what is tested.
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.prego/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.prego/'],
};

/** @type {import('jest').Config} */
export default {
  // Against what hangs. jest's own 5 s are too short for workerd to start while both cores are busy.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.(engine|worker|browser)\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'worker',
      testMatch: ['<rootDir>/packages/control-plane/**/*.worker.test.ts'],
      testEnvironment: '<rootDir>/packages/control-plane/testing/worker-environment.mjs',
    },
    { ...shared, displayName: 'engine', testMatch: ['<rootDir>/**/*.engine.test.ts'] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/**/*.browser.test.ts'] },
  ],
};
