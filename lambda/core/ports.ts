/** The current time. */
export type Clock = () => Date;

/** A source of unpredictable values. */
export interface Random {
  bytes(size: number): Buffer;
  /** A whole number from 0 to `limit` - 1; every one is equally likely. */
  below(limit: number): number;
}

/** Whether an administrator has stopped everything. Nothing is changed or mailed then. */
export type IsPaused = () => Promise<boolean>;

/** Waits; passed in so that tests do not have to. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Hands work over to another function. It returns when the work is accepted, not when it is done. */
export interface Queue<Job> {
  submit(job: Job): Promise<void>;
}

/** What can do ahead, while a function starts, whatever its calls need before they are sent. It sends none. */
export interface Preparable {
  prepare(): Promise<void>;
}

/** A complete mail. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail. */
export interface Mailer {
  /** @throws MailRefused if the mail was certainly not sent. After any other error, the outcome is unknown. */
  send(mail: Mail): Promise<void>;
}

/** The mail service answered with an error and sent nothing. */
export class MailRefused extends Error {
  constructor(cause: unknown) {
    super('The mail service refused the mail.', { cause });
    this.name = 'MailRefused';
  }
}
