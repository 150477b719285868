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
  | 'mail.failed'
  | 'mail.held-back'
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
  | 'link.mailed'
  | 'link.opened'
  | 'link.refused'
  | 'link.replayed'
  | 'link.released'
  | 'link.not-released'
  | 'link.lost'
  | 'link.not-marked'
  | 'link.revealed'
  | 'vault.delete-failed'
  | 'vault.swept'
  | 'vault.sweep-failed';

/** What a log line can hold beside the event's name. Identifiers are fingerprints. Secrets never go here. */
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where events go. `cause` is the error behind the event, if any. */
export interface Log {
  info(event: LogEvent, details?: LogDetails): void;
  warn(event: LogEvent, details?: LogDetails, cause?: unknown): void;
  error(event: LogEvent, details?: LogDetails, cause?: unknown): void;
}
