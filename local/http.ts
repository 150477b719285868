/** Helpers for the HTTP servers of this folder. */
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Opens a server. @throws Error with Node's code, such as `EADDRINUSE`. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A listening server's URL, without a slash at the end. */
export function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Closes a server and the connections that clients keep open. */
export async function close(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** @throws BodyTooLarge when the body is longer than `mostBytes`. */
export async function readBody(incoming: IncomingMessage, mostBytes = Infinity): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Reads the rest and drops it, so that the sender gets the answer.
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  if (bytes > mostBytes) throw new BodyTooLarge();
  return Buffer.concat(chunks);
}

/** A request had a larger body than its reader allows. */
export class BodyTooLarge extends Error {}
