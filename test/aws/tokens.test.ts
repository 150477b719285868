import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { createLocalJWKSet, jwtVerify, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import {
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type JsonWebKey,
} from 'node:crypto';
import { clientSettings } from '../../lambda/aws/client-settings';
import { joseSignature, kmsTokens, type KmsTokens } from '../../lambda/aws/kms-tokens';
import type { TokenClaims } from '../../lambda/core/session/ports';
import type { AwsCall, Fault, Local } from '../../local';
import { functionName, startTestStack } from '../support/flows/stack';

let local: Local;
let fault: ((call: AwsCall) => Fault | undefined) | undefined;
let calls: string[] = [];
let settings: { keyId: string; issuer: string };
let tokens: KmsTokens;
const before = { ...process.env };

beforeAll(async () => {
  local = await startTestStack({
    stage: 'dev',
    onCall: (call) => {
      calls.push(call.action);
      return fault?.(call);
    },
  });
  const environment = local.aws.actAs(await functionName(local, 'portal'));
  process.env = { ...before, ...environment };
  settings = { keyId: environment.SESSION_KEY ?? '', issuer: environment.PUBLIC_URL ?? '' };
  tokens = kmsTokens(settings);
});
afterAll(async () => {
  process.env = { ...before };
  await local.close();
});
beforeEach(() => {
  calls = [];
  fault = undefined;
});

const claims = (validFor = 60): TokenClaims => {
  const iat = Math.floor(Date.now() / 1000);
  return { sub: 'account-1', jti: randomBytes(32).toString('base64url'), iat, exp: iat + validFor };
};
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const publicKey = async () => (await tokens.keySet()).keys[0] ?? { kty: 'none' };

describe('a session token', () => {
  it('verifies, and returns its claims', async () => {
    const said = claims();
    await expect(tokens.verify(await tokens.issue(said))).resolves.toEqual({ iss: settings.issuer, ...said });
  });

  it('says what the contract says, and nothing else', async () => {
    const [header = '', payload = ''] = (await tokens.issue(claims())).split('.');
    const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    expect(read(header)).toEqual({ alg: 'ES256', typ: 'JWT', kid: (await publicKey()).kid });
    expect(Object.keys(read(payload)).sort()).toEqual(['exp', 'iat', 'iss', 'jti', 'sub']);
  });

  it('can be verified by any service from the key set alone, with jose', async () => {
    const said = claims();
    const keys = createLocalJWKSet(JSON.parse(JSON.stringify(await tokens.keySet())) as JSONWebKeySet);
    const { payload } = await jwtVerify(await tokens.issue(said), keys, {
      issuer: settings.issuer,
      algorithms: ['ES256'],
    });
    expect(payload).toMatchObject(said);
  });

  it('can be verified with nothing but node:crypto', async () => {
    const [header, payload, signature = ''] = (await tokens.issue(claims())).split('.');
    const key = createPublicKey({ key: await publicKey(), format: 'jwk' });
    const isSigned = (text: string) =>
      verify(
        'sha256',
        Buffer.from(text),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect(isSigned(`${header}.${payload}`)).toBe(true);
    expect(isSigned(`${header}.${payload}x`)).toBe(false);
  });

  it('is signed alike a hundred times, whatever the lengths of the integers', async () => {
    for (let count = 0; count < 100; count += 1) {
      const token = await tokens.issue(claims());
      expect(Buffer.from(token.split('.')[2] ?? '', 'base64url')).toHaveLength(64);
      await expect(tokens.verify(token)).resolves.toBeDefined();
    }
  });
});

describe('the key set', () => {
  it('has the public key, for signatures only, and nothing private', async () => {
    const { keys } = await tokens.keySet();
    expect(keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.stringMatching(/^[\w-]{43}$/) as string,
        y: expect.stringMatching(/^[\w-]{43}$/) as string,
        alg: 'ES256',
        use: 'sig',
        kid: expect.stringMatching(/^[\w-]{43}$/) as string,
      },
    ]);
    const { PublicKey = new Uint8Array() } = await new KMSClient(clientSettings).send(
      new GetPublicKeyCommand({ KeyId: settings.keyId }),
    );
    const known = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
    expect(createPublicKey({ key: keys[0] as JsonWebKey, format: 'jwk' }).equals(known)).toBe(true);
  });
});

describe('a token that is refused', () => {
  const expectRefused = async (token: string) => {
    expect(await tokens.verify(token)).toBeUndefined();
  };
  const payloadNow = (): JWTPayload => ({ iss: settings.issuer, ...claims() });

  it.each(['none', 'None', 'NONE', ''])('says that it is not signed, with the algorithm %j', async (alg) => {
    const unsigned = `${part({ alg, typ: 'JWT' })}.${part(payloadNow())}`;
    const [, , signature = ''] = (await tokens.issue(claims())).split('.');
    await expectRefused(`${unsigned}.`);
    await expectRefused(unsigned);
    await expectRefused(`${unsigned}.${signature}`);
  });

  it('is signed with the public key as if it were a shared secret', async () => {
    const key = await publicKey();
    const pem = createPublicKey({ key: key, format: 'jwk' })
      .export({ format: 'pem', type: 'spki' })
      .toString();
    for (const secret of [pem, pem.trim(), JSON.stringify(key), JSON.stringify({ keys: [key] })]) {
      for (const alg of ['HS256', 'HS512']) {
        const forged = await new SignJWT(payloadNow())
          .setProtectedHeader({ alg, kid: key.kid ?? '' })
          .sign(Buffer.from(secret.padEnd(64)));
        await expectRefused(forged);
      }
    }
  });

  it('is signed with another key, even under the name of ours or with that key enclosed', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kid = '' } = await publicKey();
    const jwk = other.publicKey.export({ format: 'jwk' });
    for (const header of [{}, { kid }, { kid, jwk }, { kid, jku: 'https://elsewhere.example/jwks.json' }]) {
      await expectRefused(
        await new SignJWT(payloadNow())
          .setProtectedHeader({ alg: 'ES256', ...header })
          .sign(other.privateKey),
      );
    }
    const larger = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    await expectRefused(
      await new SignJWT(payloadNow()).setProtectedHeader({ alg: 'ES384', kid }).sign(larger.privateKey),
    );
  });

  it('comes from another issuer', async () => {
    for (const issuer of ['https://elsewhere.example/dev', `${settings.issuer}/`, '']) {
      await expectRefused(await kmsTokens({ ...settings, issuer }).issue(claims()));
    }
  });

  it('has expired just now', async () => {
    await expectRefused(await tokens.issue(claims(-1)));
    await expectRefused(await tokens.issue(claims(0)));
  });

  it.each(['sub', 'jti', 'iat', 'exp'])('does not say its "%s"', async (missing) => {
    const rest = Object.fromEntries(Object.entries(claims()).filter(([name]) => name !== missing));
    await expectRefused(await tokens.issue(rest as unknown as TokenClaims));
  });

  it('was edited by one character, at any place', async () => {
    const token = await tokens.issue(claims());
    const last = token.length - 1;
    const places = new Set([
      0,
      last,
      ...Array.from({ length: 60 }, (_, step) => Math.floor((step * last) / 60)),
    ]);
    const dots = [token.indexOf('.'), token.lastIndexOf('.')];
    for (const place of [...places, ...dots]) {
      const edited = token[place] === 'A' ? 'B' : 'A';
      await expectRefused(token.slice(0, place) + edited + token.slice(place + 1));
    }
    expect(places.size).toBeGreaterThanOrEqual(60);
    await expect(tokens.verify(token)).resolves.toBeDefined();
  });

  it('ends in any other character, though the bits that it changes mean nothing', async () => {
    const token = await tokens.issue(claims());
    for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      if (!token.endsWith(character)) await expectRefused(token.slice(0, -1) + character);
    }
  });

  it('is ours in another spelling: padded, with spaces, or in the other alphabet', async () => {
    let token = await tokens.issue(claims());
    while (!/[-_][^.]*$/.test(token)) token = await tokens.issue(claims());
    const [header = '', payload = '', signature = ''] = token.split('.');
    const others = [
      signature.replace('-', '+').replace('_', '/'),
      `${signature}=`,
      `${signature}==`,
      `${signature} `,
      ` ${signature}`,
      `${signature}\n`,
      `${signature.slice(0, 40)}\t${signature.slice(40)}`,
      `${signature}A`,
      signature.slice(0, -1),
    ];
    for (const other of others) await expectRefused(`${header}.${payload}.${other}`);
    await expect(tokens.verify(token)).resolves.toBeDefined();
  });

  it('is any text at all', async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        expect(await tokens.verify(pieces.join('.'))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

describe('the public key', () => {
  it('is fetched once, however many tokens are verified', async () => {
    const fresh = kmsTokens(settings);
    const token = await fresh.issue(claims());
    await Promise.all(Array.from({ length: 20 }, () => fresh.verify(token)));
    await fresh.keySet();
    expect(calls).toEqual(['kms:GetPublicKey', 'kms:Sign']);
  });

  it('is fetched once by many who need it at the same moment', async () => {
    const fresh = kmsTokens(settings);
    await Promise.all(Array.from({ length: 20 }, () => fresh.keySet()));
    expect(calls).toEqual(['kms:GetPublicKey']);
  });

  it('is fetched again after it could not be fetched', async () => {
    const fresh = kmsTokens(settings);
    const token = await tokens.issue(claims());
    fault = ({ action }) => (action === 'kms:GetPublicKey' ? 'refuse' : undefined);
    await expect(fresh.verify(token)).rejects.toThrow();
    await expect(fresh.issue(claims())).rejects.toThrow();
    fault = undefined;
    await expect(fresh.verify(token)).resolves.toBeDefined();
  });

  it('is not taken for a token that is refused when KMS does not sign', async () => {
    fault = ({ action }) => (action === 'kms:Sign' ? 'refuse' : undefined);
    await expect(tokens.issue(claims())).rejects.toThrow();
  });
});

describe('a signature', () => {
  const { privateKey, publicKey: known } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('is the same in the form of JOSE as in the form of KMS', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (message) => {
        const signature = joseSignature(sign('sha256', message, privateKey));
        expect(signature).toHaveLength(64);
        expect(verify('sha256', message, { key: known, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps integers that are short, or that have a zero in front', () => {
    const integer = fc.uint8Array({ minLength: 1, maxLength: 32 }).filter((digits) => digits[0] !== 0);
    const der = (digits: Uint8Array) => {
      const value = (digits[0] ?? 0) > 0x7f ? [0, ...digits] : [...digits];
      return [2, value.length, ...value];
    };
    const padded = (digits: Uint8Array) => Buffer.concat([Buffer.alloc(32 - digits.length), digits]);
    fc.assert(
      fc.property(integer, integer, (r, s) => {
        const content = [...der(r), ...der(s)];
        const signature = joseSignature(Uint8Array.from([0x30, content.length, ...content]));
        expect(signature).toEqual(Buffer.concat([padded(r), padded(s)]));
      }),
      { numRuns: 300 },
    );
  });
});
