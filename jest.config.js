/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/support/quiet-sdk.ts'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: {
    // Types are checked by `npm run typecheck`; here they are only removed.
    '\\.tsx?$': [
      'ts-jest',
      { tsconfig: { module: 'commonjs', moduleResolution: 'bundler', isolatedModules: true } },
    ],
  },
  collectCoverageFrom: ['lambda/**/*.{ts,tsx}', 'lib/**/*.ts'],
  coverageReporters: ['text-summary', 'text', 'lcovonly'],
  coverageThreshold: { global: { lines: 95 } },
};
