import type { Usage } from './prices';

/**
 * What one new password by code uses: four requests, two mails (the code and the notice). Counts are rounded up from a
 * run on a laptop, and a test repeats that run.
 */
export const PER_RESET = {
  request: 4,
  invocation: 6,
  // A quarter of a second at 512 MB for each invocation, cold starts included.
  computing: 6 * 0.25 * 0.5,
  tableWrite: 18,
  tableRead: 11,
  keyRequest: 4,
  // Two jobs: sent, received, deleted.
  queueRequest: 6,
  mail: 2,
  // With the three lines that Lambda adds to each invocation.
  logGigabyte: 8e-6,
} as const satisfies Usage;

/** How long a scheduled invocation takes, in seconds. */
export const SECONDS_OF_A_SCHEDULED_RUN = 0.3;
