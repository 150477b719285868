/** The current time. */
export type Clock = () => Date;

/** A source of unpredictable values. */
export interface Random {
  bytes(size: number): Buffer;
  /** A whole number from 0 up to, not including, `limit`; every one equally likely. */
  below(limit: number): number;
}

/** Waits; passed in so that tests need not. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Hands work over to another function; returns once it is accepted, not once it is done. */
export interface Queue<Job> {
  submit(job: Job): Promise<void>;
}

/** A mail, complete. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail. */
export interface Mailer {
  /** @throws MailRefused if the mail was certainly not sent. After any other error it may have been. */
  send(mail: Mail): Promise<void>;
}

/** The mail service answered with an error: nothing was sent. */
export class MailRefused extends Error {
  constructor(cause: unknown) {
    super('The mail service refused the mail.', { cause });
    this.name = 'MailRefused';
  }
}
