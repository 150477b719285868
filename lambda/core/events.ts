/** Everything that Passlink logs, by name, in one place. Alarms and queries rely on these names. */
export type LogEvent =
  | 'request.failed'
  | 'request.refused'
  | 'reset.requested'
  | 'reset.not-eligible'
  | 'reset.duplicate'
  | 'reset.superseded'
  | 'reset.overtaken'
  | 'reset.turn-kept'
  | 'reset.failed'
  | 'reset.mailed'
  | 'code.requested'
  | 'code.not-eligible'
  | 'code.duplicate'
  | 'code.mailed'
  | 'code.refused'
  | 'code.failed'
  | 'account.registered'
  | 'account.verified'
  | 'account.not-verified'
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'link.opened'
  | 'link.refused'
  | 'link.replayed'
  | 'link.released'
  | 'link.lost'
  | 'link.not-marked'
  | 'link.revealed'
  | 'vault.delete-failed'
  | 'vault.swept'
  | 'vault.sweep-failed';

/** What may accompany an event. Identifiers are fingerprints; secrets never come here. */
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where events go. `cause` is the error behind the event, if there is one. */
export interface Log {
  info(event: LogEvent, details?: LogDetails): void;
  warn(event: LogEvent, details?: LogDetails, cause?: unknown): void;
  error(event: LogEvent, details?: LogDetails, cause?: unknown): void;
}
