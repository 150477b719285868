/** The vault: SSM SecureString parameters under one prefix, encrypted by the stack's own KMS key. */
import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { VaultRefused, type VaultReader, type VaultSweeper, type VaultWriter } from '../core/link/ports';
import type { Preparable } from '../core/ports';
import { answeredStatus, clientSettings, isAwsError, onceOnly } from './client-settings';
import { unsent } from './unsent';

const newClient = (): SSMClient => new SSMClient(clientSettings);

/** Deletes a parameter. A missing one counts as deleted, because a retry can follow a first attempt that succeeded. */
async function deleteParameter(client: SSMClient, name: string): Promise<void> {
  try {
    await client.send(new DeleteParameterCommand({ Name: name }));
  } catch (error) {
    if (!isAwsError(error, 'ParameterNotFound')) throw error;
  }
}

/** The vault for `generate`: it can write and cannot read. */
export function ssmVaultWriter(prefix: string, keyId: string, client = newClient()): VaultWriter {
  return {
    async store(parameter, value) {
      await client.send(
        new PutParameterCommand({
          Name: prefix + parameter,
          Value: value,
          Type: 'SecureString',
          KeyId: keyId,
          // Set here because the account's default tier can be the advanced one. That encrypts in another way, which
          // the key denies.
          Tier: 'Standard',
          Overwrite: true,
        }),
      );
    },
  };
}

/**
 * The vault for `extract`: it can read and delete, and cannot list. It reads in one attempt. With several, the last
 * could say "refused" after an earlier one had returned the value in an answer that was lost.
 */
export function ssmVaultReader(
  prefix: string,
  client = newClient(),
  readingClient = new SSMClient(onceOnly),
): VaultReader & Preparable {
  const reading = (parameter: string) =>
    new GetParameterCommand({ Name: prefix + parameter, WithDecryption: true });
  return {
    async read(parameter) {
      try {
        const { Parameter } = await readingClient.send(reading(parameter));
        return Parameter?.Value;
      } catch (error) {
        if (isAwsError(error, 'ParameterNotFound')) return undefined;
        throw answeredStatus(error) === undefined ? error : new VaultRefused(error);
      }
    },

    delete: (parameter) => deleteParameter(client, prefix + parameter),

    prepare: () =>
      unsent(
        (options) => readingClient.send(reading('none'), options),
        (options) => client.send(new DeleteParameterCommand({ Name: `${prefix}none` }), options),
      ),
  };
}

/** The vault for `sweep`: it can list and delete, and cannot decrypt. */
export function ssmVaultSweeper(prefix: string, client = newClient()): VaultSweeper {
  return {
    async list() {
      const found: { parameter: string; writtenAt: Date }[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new GetParametersByPathCommand({ Path: prefix, NextToken: nextToken, WithDecryption: false }),
        );
        for (const { Name, LastModifiedDate } of page.Parameters ?? []) {
          if (Name !== undefined && LastModifiedDate !== undefined) {
            found.push({ parameter: Name.slice(prefix.length), writtenAt: LastModifiedDate });
          }
        }
        nextToken = page.NextToken;
      } while (nextToken !== undefined);
      return found;
    },

    async deleteAll(parameters) {
      // SSM takes about 3 calls a second, however many names each has. It reports missing ones, and does not fail.
      const Names = parameters.map((parameter) => prefix + parameter);
      await client.send(new DeleteParametersCommand({ Names }));
    },
  };
}
