import all from './jest.config.js';

/**
 * The rules, the handlers and the pages: tests that need no stack and no browser, so they need no synthesis first.
 *
 * @type {import('jest').Config}
 */
export default {
  ...all,
  globalSetup: undefined,
  globalTeardown: undefined,
  testMatch: ['*.test.ts', '{bench,core,functions,web}/**/*.test.ts'].map(
    (files) => `<rootDir>/test/${files}`,
  ),
};
