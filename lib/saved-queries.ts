/** The saved queries of the audit trail: the stack makes them, and the command line runs them. */

/** Their names, in the folder with the stack's name. */
export const trailQueries = {
  everything: 'Audit trail',
  ofAccount: 'Trail of an account',
  ofRecovery: 'Trail of a recovery',
} as const;

/** What they show of an event, beside its `@timestamp`. */
export const trailFields = ['message', 'outcome', 'account', 'recovery', 'by', 'reason'] as const;

/** In place of the fingerprint that somebody looks for. */
export const fingerprintPlaceholder = '000000000000';
