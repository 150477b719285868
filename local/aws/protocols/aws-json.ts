/** JSON over POST, with the operation in a header: SSM and KMS. The SDK's own codec reads and writes. */
import { randomUUID } from 'node:crypto';
import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@smithy/core/protocols';
import type { DocumentType } from '@smithy/types';
import { inputOf, outputOf, type Protocol } from './protocol';

/** The same settings as in the clients; 7 means seconds since 1970. */
const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;
const deserializer = new JsonShapeDeserializer2(settings);

const respond = (status: number, body: string | Uint8Array) => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
  body,
});

/** AWS's JSON protocol, version 1.1. */
export const awsJson: Protocol = {
  operationName: ({ headers }) => headers['x-amz-target']?.split('.').at(-1) ?? '',

  readInput: (schema, { body }): unknown =>
    deserializer.readObject(inputOf(schema), JSON.parse(body.toString()) as DocumentType),

  writeOutput: (schema, output) => {
    const shape = outputOf(schema);
    if (shape.isUnitSchema()) return respond(200, '{}');
    const serializer = new JsonShapeSerializer2(settings);
    serializer.write(shape, output);
    return respond(200, serializer.flush());
  },

  writeError: ({ code, message, status }) => respond(status, JSON.stringify({ __type: code, message })),

  accessDenied: { code: 'AccessDeniedException', status: 400 },
};
