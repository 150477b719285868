import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { sesMailer } from '../../lambda/aws/ses-mailer';
import { ssmVaultReader } from '../../lambda/aws/ssm-vault';

const before = { ...process.env };
let server: Server;

/**
 * A service that closes a connection when a second request arrives on it, as with an idle connection that has timed
 * out.
 */
async function serve(answer: string): Promise<void> {
  const used = new Set<Socket>();
  server = createServer(({ socket }, response) => {
    if (used.has(socket)) return socket.destroy();
    used.add(socket);
    return response.end(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  process.env = {
    ...before,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
}

afterEach(async () => {
  process.env = { ...before };
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

describe('a call that is made once only', () => {
  it('reads the vault again after the service closed the connection of the last time', async () => {
    await serve('{"Parameter":{"Value":"v1.sealed"}}');
    const vault = ssmVaultReader('/passlink/');
    for (let time = 0; time < 3; time += 1) await expect(vault.read('one')).resolves.toBe('v1.sealed');
  });

  it('mails again after the service closed the connection of the last time', async () => {
    await serve(
      '<SendEmailResponse><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>',
    );
    const mailer = sesMailer({
      sender: 'passlink@example.com',
      senderName: 'Passlink',
      configurationSet: 'set',
    });
    const mail = { to: 'alice@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
    for (let time = 0; time < 3; time += 1) await expect(mailer.send(mail)).resolves.toBeUndefined();
  });
});
