/** SSM Parameter Store: strings, and secure strings with real encryption. */
import {
  DeleteParameter$,
  DeleteParameters$,
  GetParameter$,
  GetParametersByPath$,
  InvalidKeyId$,
  InvalidNextToken$,
  ParameterAlreadyExists$,
  ParameterNotFound$,
  PutParameter$,
  UnsupportedParameterType$,
  type DeleteParameterCommandOutput,
  type DeleteParameterRequest,
  type DeleteParametersCommandOutput,
  type DeleteParametersRequest,
  type GetParameterCommandOutput,
  type GetParameterRequest,
  type GetParametersByPathCommandOutput,
  type GetParametersByPathRequest,
  type Parameter,
  type PutParameterCommandOutput,
  type PutParameterRequest,
} from '@aws-sdk/client-ssm';
import type { Need } from '../calls';
import type { Place } from '../../template/place';
import { awsJson } from '../protocols/aws-json';
import { errorOf, ServiceError } from '../service-error';
import type { Key } from '../../template/stack';
import type { KeyRing } from './kms';
import { operation, schemaService, type Service } from './service';

/** The longest value of a standard parameter, in characters. */
const longestValue = 4096;
/** The default and the largest page of GetParametersByPath. */
const pageSize = 10;

interface StoredParameter {
  readonly name: string;
  readonly version: number;
  readonly lastModified: Date;
  readonly content:
    | { readonly type: 'String'; readonly value: string }
    | { readonly type: 'SecureString'; readonly key: Key; readonly sealed: Buffer };
}

/** The parameters of the account. */
export class ParameterStore {
  readonly #parameters = new Map<string, StoredParameter>();
  readonly #place: Place;
  readonly #keys: KeyRing;
  readonly #now: () => Date;

  constructor(place: Place, keys: KeyRing, now: () => Date) {
    this.#place = place;
    this.#keys = keys;
    this.#now = now;
  }

  names(): readonly string[] {
    return [...this.#parameters.keys()].sort();
  }

  /** Every value, decrypted, by name: for tests that look for values that must not be there. */
  values(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#parameters.values()].map((each) => [each.name, this.plaintext(each)]),
    );
  }

  find(name: string): StoredParameter | undefined {
    return this.#parameters.get(name);
  }

  get(name: string): StoredParameter {
    const parameter = this.#parameters.get(name);
    if (!parameter) throw errorOf(ParameterNotFound$, `Parameter ${name} not found.`);
    return parameter;
  }

  put(name: string, version: number, content: StoredParameter['content']): void {
    this.#parameters.set(name, { name, version, lastModified: this.#now(), content });
  }

  readonly delete = (name: string): boolean => this.#parameters.delete(name);

  /** The parameters under a path, sorted by name. */
  under(path: string, recursive: boolean): readonly StoredParameter[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return this.names()
      .filter((name) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/')))
      .map((name) => this.get(name));
  }

  arn(name: string): string {
    const { partition, region, account } = this.#place;
    return `arn:${partition}:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }

  seal(name: string, key: Key, value: string): StoredParameter['content'] {
    return { type: 'SecureString', key, sealed: this.#keys.encrypt(key, value, this.#contextOf(name)) };
  }

  plaintext({ name, content }: StoredParameter): string {
    if (content.type === 'String') return content.value;
    return this.#keys.decrypt(content.key, content.sealed, this.#contextOf(name));
  }

  #contextOf(name: string) {
    return { PARAMETER_ARN: this.arn(name) };
  }
}

/** SSM with these parameters. */
export function ssmService(store: ParameterStore, keys: KeyRing, place: Place): Service {
  /** The permission on the key that SSM needs in the caller's name. */
  const keyNeed = (action: string, key: Key, name: string): Need => ({
    action,
    resource: key.arn,
    key: key.policy,
    context: {
      'kms:ViaService': `ssm.${place.region}.${place.urlSuffix}`,
      'kms:CallerAccount': place.account,
      'kms:EncryptionContext:PARAMETER_ARN': store.arn(name),
      'kms:EncryptionContextKeys': ['PARAMETER_ARN'],
    },
  });

  const decryptNeeds = (parameters: readonly (StoredParameter | undefined)[], decrypt: boolean | undefined) =>
    parameters.flatMap((parameter) =>
      decrypt && parameter?.content.type === 'SecureString'
        ? [keyNeed('kms:Decrypt', parameter.content.key, parameter.name)]
        : [],
    );

  const keyFor = (keyId: string | undefined): Key => {
    try {
      return keys.find(keyId);
    } catch (error) {
      // No template makes the account's default key, so it does not exist here.
      throw errorOf(
        InvalidKeyId$,
        `${keyId ?? 'alias/aws/ssm'} is not a key of the account (${String(error)}).`,
      );
    }
  };

  const shown = (parameter: StoredParameter, decrypt: boolean | undefined): Parameter => {
    const { name, version, lastModified, content } = parameter;
    const hidden = content.type === 'SecureString' && !decrypt;
    return {
      Name: name,
      Type: content.type,
      Value: hidden ? content.sealed.toString('base64') : store.plaintext(parameter),
      Version: version,
      LastModifiedDate: lastModified,
      ARN: store.arn(name),
      DataType: 'text',
    };
  };

  const page = ({
    Path = '/',
    Recursive = false,
    MaxResults = pageSize,
    NextToken,
  }: GetParametersByPathRequest) => {
    // The token names the last parameter on the page, so that a deletion between pages skips nothing.
    const all = store.under(Path, Recursive);
    const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
    if (NextToken !== undefined && !after.startsWith('/')) throw errorOf(InvalidNextToken$, 'Bad token.');
    const rest = all.filter(({ name }) => name > after);
    const parameters = rest.slice(0, Math.min(MaxResults, pageSize));
    const last = rest.length > parameters.length ? parameters.at(-1) : undefined;
    return { parameters, token: last && Buffer.from(last.name).toString('base64url') };
  };

  return schemaService('ssm', awsJson, [
    operation<PutParameterRequest, PutParameterCommandOutput>(
      PutParameter$,
      ({ Name = '', Type, KeyId }) => [
        { action: 'ssm:PutParameter', resource: store.arn(Name) },
        ...(Type === 'SecureString' ? [keyNeed('kms:Encrypt', keyFor(KeyId), Name)] : []),
      ],
      ({ Name = '', Type = 'String', Value = '', KeyId, Overwrite = false }) => {
        checkValue(Value);
        const existing = store.find(Name);
        if (existing && !Overwrite) {
          throw errorOf(ParameterAlreadyExists$, 'The parameter already exists. Set overwrite to change it.');
        }
        if (Type === 'StringList')
          throw errorOf(UnsupportedParameterType$, 'The laptop has no string lists.');
        const version = (existing?.version ?? 0) + 1;
        const content =
          Type === 'SecureString'
            ? store.seal(Name, keyFor(KeyId), Value)
            : ({ type: 'String', value: Value } as const);
        store.put(Name, version, content);
        return { Version: version, Tier: 'Standard' };
      },
    ),
    operation<GetParameterRequest, GetParameterCommandOutput>(
      GetParameter$,
      ({ Name = '', WithDecryption }) => [
        { action: 'ssm:GetParameter', resource: store.arn(Name) },
        ...decryptNeeds([store.find(Name)], WithDecryption),
      ],
      ({ Name = '', WithDecryption }) => ({ Parameter: shown(store.get(Name), WithDecryption) }),
    ),
    operation<DeleteParameterRequest, DeleteParameterCommandOutput>(
      DeleteParameter$,
      ({ Name = '' }) => [{ action: 'ssm:DeleteParameter', resource: store.arn(Name) }],
      ({ Name = '' }) => {
        store.delete(store.get(Name).name);
        return {};
      },
    ),
    operation<DeleteParametersRequest, DeleteParametersCommandOutput>(
      DeleteParameters$,
      ({ Names = [] }) =>
        Names.map((name) => ({ action: 'ssm:DeleteParameters', resource: store.arn(name) })),
      ({ Names = [] }) => ({ DeletedParameters: Names.filter(store.delete) }),
    ),
    operation<GetParametersByPathRequest, GetParametersByPathCommandOutput>(
      GetParametersByPath$,
      (input) => [
        { action: 'ssm:GetParametersByPath', resource: store.arn(input.Path ?? '/') },
        ...decryptNeeds(page(input).parameters, input.WithDecryption),
      ],
      (input) => {
        const { parameters, token } = page(input);
        return {
          Parameters: parameters.map((parameter) => shown(parameter, input.WithDecryption)),
          NextToken: token,
        };
      },
    ),
  ]);
}

function checkValue(value: string): void {
  const invalid = (message: string) => new ServiceError('ValidationException', message);
  if (value === '') throw invalid('A value is needed.');
  if (value.length > longestValue) {
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${longestValue} characters.`,
    );
  }
  if (value.includes('{{')) throw invalid('A parameter value cannot nest another parameter: no "{{" in it.');
}
