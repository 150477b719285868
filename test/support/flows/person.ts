import type { Local } from '../../../local';

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; the test knows its type. */
  json(): unknown;
}

/** A link from the mail, and the pickup code that the browser showed. */
export interface Received {
  readonly user: string;
  readonly id: string;
  readonly key: string;
  readonly pickupCode: string;
}

/** What an opened link shows. */
export interface Revealed {
  readonly user: string;
  readonly password: string;
  readonly mustChangePassword: boolean;
  readonly signInUrl: string;
}

/** A person with one browser, or a program with a cookie jar: it keeps cookies and asks for JSON. */
export class Person {
  readonly cookies = new Map<string, string>();

  constructor(private readonly local: Local) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.local.url + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    };
  }

  ask(user: string): Promise<Answer> {
    return this.send('POST', '/generate', { user });
  }

  /**
   * Asks for a reset and reads the mail. The mail comes late if an earlier request stopped with the account's lease.
   */
  async receiveLink(user: string, to = user): Promise<Received> {
    const known = new Set(this.local.mailbox.mails().map((mail) => mail.id));
    const answer = await this.ask(user);
    if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
    const { pickupCode } = answer.json() as { pickupCode: string };
    const mail = await this.local.mailbox.waitFor(
      ({ id, to: addressee, text }) => addressee === to && !known.has(id) && text.includes('/extract/'),
      { milliseconds: 45_000 },
    );
    const [, id = '', key = ''] = /\/extract\/([\w-]+)#([\w-]+)/.exec(mail.text) ?? [];
    return { user, id, key, pickupCode };
  }

  /** Presses the link's button. */
  open({ id, key }: Pick<Received, 'id' | 'key'>, pickupCode?: string): Promise<Answer> {
    return this.send('POST', `/extract/${id}`, { key, ...(pickupCode !== undefined && { pickupCode }) });
  }
}
