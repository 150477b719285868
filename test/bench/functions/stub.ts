/** An AWS that answers at once, with what the laptop's AWS answered to the same call before. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readBody } from '../../../local/http';
import type { Step } from '../recording/flows';
import { callOf, type Answer } from '../recording/call';
import { selfSigned } from './certificate';
import { Replay } from './replay';

/** The stub, while it is open. */
export interface Stub {
  /** A function's environment, with the stub as its AWS. */
  readonly within: (environment: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly replay: Replay;
  readonly close: () => void;
}

/**
 * Opens the stub. It goes over TLS, as in AWS: with plain HTTP the SDK imports `node:http`, and in Node 22 and later that
 * loads Node's whole HTTP client.
 *
 * @param step whose calls it answers; without, every call gets an empty answer.
 */
export async function openStub(
  step: Pick<Step, 'exchanges' | 'earlier'> = { exchanges: [], earlier: [] },
): Promise<Stub> {
  const replay = new Replay(step);
  const server = createServer(selfSigned(), (incoming, outgoing) => {
    void readBody(incoming).then((body) => {
      const request = body.toString();
      const call = callOf(incoming, request);
      const recorded = replay.answerTo(call);
      const answer = call === 'sqs:SendMessage' ? withDigest(recorded, request) : recorded;
      outgoing.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    within: (environment) => ({
      ...Object.fromEntries(
        Object.entries(environment).filter(([name]) => !name.startsWith('AWS_ENDPOINT_URL')),
      ),
      AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    }),
    replay,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The SDK compares the digest of a message with the one of its own, which has another time in it than the recorded one. */
function withDigest({ body, ...answer }: Answer, request: string): Answer {
  const { MessageBody } = JSON.parse(request) as { readonly MessageBody: string };
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  return { ...answer, body: JSON.stringify({ ...(JSON.parse(body) as object), MD5OfMessageBody }) };
}
