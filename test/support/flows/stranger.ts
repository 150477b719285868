import { Agent, request } from 'node:http';
import type { Local } from '../../../local';

/** Somebody at a network address of their own. On this machine all of 127.0.0.0/8 are addresses. */
export class Stranger {
  readonly #agent: Agent;
  readonly #local: Local;
  #cookie = '';

  /** @param number names the address, from 0 to 65,535 */
  constructor(local: Local, number: number) {
    this.#local = local;
    this.#agent = new Agent({ keepAlive: true, localAddress: `127.1.${number >> 8}.${number & 255}` });
  }

  /** Sends JSON, in one browser. Returns the status. */
  post(path: string, body: object): Promise<number> {
    const sent = Buffer.from(JSON.stringify(body));
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': sent.length,
      ...(this.#cookie !== '' && { cookie: this.#cookie }),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.#local.url + path,
        { method: 'POST', agent: this.#agent, headers },
        (answer) => {
          const [cookie] = answer.headers['set-cookie'] ?? [];
          this.#cookie = cookie?.split(';')[0] ?? this.#cookie;
          answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      outgoing.on('error', reject).end(sent);
    });
  }

  /** Ends the connections. */
  leave(): void {
    this.#agent.destroy();
  }
}
