const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');
const quickConditions = require('./quick-conditions.cjs');

/** Packages that take long to load, keep nothing from one test to the next, and throw nothing that our code tells apart. */
const shared = /^(@aws-sdk|@smithy|aws-cdk-lib|cdk-nag|constructs|dynalite|playwright-core)(\/|$)/;

quickConditions();

/** Loads those packages once a process. Jest itself loads each package anew for each test file, which doubled the time of `test/lib`. */
module.exports = class SharedPackages extends Runtime {
  requireModuleOrMock(from, name) {
    return shared.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};
