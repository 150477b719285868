import all from './jest.config.js';

/**
 * The rules, the handlers and the pages: what needs neither a stack nor a browser, and so no synthesis beforehand.
 *
 * @type {import('jest').Config}
 */
export default {
  ...all,
  globalSetup: undefined,
  globalTeardown: undefined,
  testMatch: ['*.test.ts', '{core,functions,web}/**/*.test.ts'].map((files) => `<rootDir>/test/${files}`),
};
