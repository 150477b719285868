/** The names of all log events, in one place. Alarms and queries rely on them. */
export type LogEvent =
  | 'request.served'
  | 'request.failed'
  | 'request.refused'
  | 'lease.kept'
  | 'code.requested'
  | 'code.not-eligible'
  | 'code.duplicate'
  | 'code.mailed'
  | 'code.refused'
  | 'password.changed'
  | 'password.refused'
  | 'password.not-set'
  | 'password.uncertain'
  | 'notice.not-requested'
  | 'notice.not-eligible'
  | 'notice.duplicate'
  | 'notice.mailed'
  | 'code.not-marked'
  | 'link.mail-not-marked'
  | 'notice.not-marked'
  | 'job.malformed'
  | 'job.too-old'
  | 'job.not-postponed'
  | 'job.deferred'
  | 'mail.failed'
  | 'mail.postponed'
  | 'mail.held-back'
  | 'mail.still-counted'
  | 'flood.mailed'
  | 'flood.not-eligible'
  | 'flood.duplicate'
  | 'browser.vouching'
  | 'browser.not-vouched'
  | 'dispute.opened'
  | 'dispute.refused'
  | 'dispute.released'
  | 'dispute.not-released'
  | 'dispute.not-marked'
  | 'change.disputed'
  | 'account.locked'
  | 'account.registered'
  | 'account.verified'
  | 'account.not-verified'
  | 'account.attempts-kept'
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'link.requested'
  | 'link.not-eligible'
  | 'link.duplicate'
  | 'link.superseded'
  | 'link.overtaken'
  | 'link.held-back'
  | 'link.failed'
  | 'link.postponed'
  | 'link.mailed'
  | 'link.opened'
  | 'link.refused'
  | 'link.replayed'
  | 'link.released'
  | 'link.not-released'
  | 'link.lost'
  | 'link.not-marked'
  | 'link.revealed'
  | 'admin.account-shown'
  | 'admin.account-locked'
  | 'admin.account-not-locked'
  | 'admin.account-unlocked'
  | 'admin.paused'
  | 'admin.resumed'
  | 'vault.delete-failed'
  | 'vault.swept'
  | 'vault.not-swept'
  | 'vault.sweep-failed';

/** What became of what somebody asked for. */
type Outcome = 'done' | 'refused' | 'failed';

/**
 * The audit trail: everything that happens to an account, or to all at once, each with its outcome. Its lines have the form of
 * `docs/events.schema.json`. The other events are for those who run Passlink.
 */
export const auditTrail: Readonly<Partial<Record<LogEvent, Outcome>>> = {
  'account.locked': 'done',
  'account.registered': 'done',
  'account.verified': 'done',
  'admin.account-locked': 'done',
  'admin.account-not-locked': 'failed',
  'admin.account-shown': 'done',
  'admin.account-unlocked': 'done',
  'admin.paused': 'done',
  'admin.resumed': 'done',
  'browser.vouching': 'done',
  'change.disputed': 'done',
  'code.mailed': 'done',
  'code.not-eligible': 'refused',
  'code.refused': 'refused',
  'code.requested': 'done',
  'dispute.refused': 'refused',
  'dispute.released': 'failed',
  'flood.mailed': 'done',
  'link.held-back': 'refused',
  'link.lost': 'failed',
  'link.mailed': 'done',
  'link.not-eligible': 'refused',
  'link.overtaken': 'refused',
  'link.refused': 'refused',
  'link.released': 'failed',
  'link.replayed': 'refused',
  'link.requested': 'done',
  'link.revealed': 'done',
  'link.superseded': 'refused',
  'notice.mailed': 'done',
  'notice.not-eligible': 'refused',
  'notice.not-requested': 'failed',
  'password.changed': 'done',
  'password.not-set': 'failed',
  'password.refused': 'refused',
  'password.uncertain': 'failed',
  'session.ended': 'done',
  'session.started': 'done',
};

/** The version of `docs/events.schema.json`. Another one breaks programs that read the trail. */
const trailVersion = 1;

/** What a line of the audit trail has beside its details; nothing in any other line. */
export const auditDetails = (event: LogEvent): LogDetails => {
  const outcome = auditTrail[event];
  return outcome === undefined ? {} : { audit: trailVersion, outcome };
};

/** What a log line can hold beside the event's name. Identifiers are fingerprints. Secrets never go here. */
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where events go. `cause` is the error behind the event, if any. */
export interface Log {
  info(event: LogEvent, details?: LogDetails): void;
  warn(event: LogEvent, details?: LogDetails, cause?: unknown): void;
  error(event: LogEvent, details?: LogDetails, cause?: unknown): void;
}
