/** The mails of the run. Nothing leaves the laptop. */

/** A mail as its reader sees it. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

/** Selects the mail to wait for. */
export type MailPredicate = ((mail: Mail) => boolean) | { readonly to: string };

/** The default time to wait for a mail, in milliseconds. */
const patience = 10_000;

interface Waiter {
  readonly wants: (mail: Mail) => boolean;
  readonly take: (mail: Mail) => void;
}

/** Keeps every mail, and notifies callers that wait for one. */
export class Mailbox {
  readonly #mails: Mail[] = [];
  readonly #taken = new Set<Mail>();
  readonly #waiters = new Set<Waiter>();

  /** All mails, oldest first. */
  mails(): readonly Mail[] {
    return [...this.#mails];
  }

  deliver(mail: Mail): void {
    this.#mails.push(mail);
    const waiter = [...this.#waiters].find(({ wants }) => wants(mail));
    waiter?.take(mail);
  }

  /**
   * The next mail that matches: the oldest one that no earlier call returned, or the first to arrive.
   *
   * @throws Error with a list of the mails that arrived, if none matched in time.
   */
  waitFor(predicate: MailPredicate, options: { readonly milliseconds?: number } = {}): Promise<Mail> {
    const wants = typeof predicate === 'function' ? predicate : (mail: Mail) => mail.to === predicate.to;
    const { milliseconds = patience } = options;
    const waiting = this.#mails.find((mail) => !this.#taken.has(mail) && wants(mail));
    if (waiting) {
      this.#taken.add(waiting);
      return Promise.resolve(waiting);
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        wants,
        take: (mail) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          this.#taken.add(mail);
          resolve(mail);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const arrived = this.#mails.map(({ to, subject }) => `\n- to ${to}: ${subject}`).join('');
        reject(new Error(`No such mail within ${milliseconds} ms. Arrived: ${arrived || 'nothing'}`));
      }, milliseconds);
      this.#waiters.add(waiter);
    });
  }
}
