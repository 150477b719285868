/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
  // Jest also looks for untested files here, because coverage counts them.
  roots: ['<rootDir>/lambda', '<rootDir>/lib', '<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/jest/synthesize-once.ts',
  globalTeardown: '<rootDir>/test/support/jest/remove-assembly.ts',
  runtime: '<rootDir>/test/support/jest/shared-packages.cjs',
  setupFiles: ['<rootDir>/test/support/jest/quiet-sdk.ts'],
  testMatch: ['**/*.test.ts'],
  testSequencer: '<rootDir>/test/support/jest/crowds-first.cjs',
  // Long enough for a busy machine: a test that waits for something that never comes says so all the same.
  testTimeout: 120_000,
  // One more than a small machine has cores: many flows wait, for leases and for browsers.
  maxWorkers: 3,
  transform: {
    // `npm run typecheck` checks types; this only removes them. jose and noble come as ES modules only.
    '\\.tsx?$|/node_modules/(jose|@noble/hashes)/.+\\.js$': [
      'ts-jest',
      {
        tsconfig: {
          rootDir: __dirname,
          module: 'commonjs',
          moduleResolution: 'bundler',
          isolatedModules: true,
          allowJs: true,
        },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|@noble/hashes)/)'],
  collectCoverageFrom: ['lambda/**/*.{ts,tsx}', 'lib/**/*.ts'],
  coverageReporters: ['text-summary', 'text', 'lcovonly'],
  coverageThreshold: { global: { lines: 95 } },
};
