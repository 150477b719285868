const process = require('node:process');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Node, as the packages need it that are loaded once a process (`shared-packages.cjs`). They know the process's own
 * errors, dates and environment variables, and Jest gives each test file others.
 */
module.exports = class OfTheProcess extends TestEnvironment {
  constructor(...args) {
    super(...args);
    // All errors become errors of the process, also those that the file itself throws.
    Object.setPrototypeOf(this.global.Error.prototype, Error.prototype);
    Object.assign(this.global, { Date, Error });
    this.variables = process.env;
    process.env = { ...this.variables };
    Object.defineProperty(this.global.process, 'env', {
      get: () => process.env,
      set: (variables) => {
        process.env = variables;
      },
    });
  }

  async teardown() {
    process.env = this.variables;
    await super.teardown();
  }
};
