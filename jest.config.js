/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Where untested files are looked for, too: coverage counts them.
  roots: ['<rootDir>/lambda', '<rootDir>/lib', '<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/jest/synthesize-once.ts',
  globalTeardown: '<rootDir>/test/support/jest/remove-assembly.ts',
  setupFiles: ['<rootDir>/test/support/jest/quiet-sdk.ts'],
  testMatch: ['**/*.test.ts'],
  testTimeout: 60_000,
  maxWorkers: 2,
  transform: {
    // Types are checked by `npm run typecheck`; here they are only removed. jose and noble are published as ES modules only.
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
