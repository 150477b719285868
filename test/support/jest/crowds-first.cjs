const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Runs the files that take longest first. On a fresh machine jest knows no times and goes by the size of the files, so that
 * the shortest of the long ones would start last, and run on alone.
 */
module.exports = class CrowdsFirst extends Sequencer {
  sort(tests) {
    const inOrder = super.sort(tests);
    const takesLong = ({ path }) =>
      /\/test\/(flows\/(crowds|failures)|browser\/looks|flows\/scanners)/.test(path);
    return [...inOrder.filter(takesLong), ...inOrder.filter((test) => !takesLong(test))];
  }
};
