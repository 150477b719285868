/**
 * What each function reads from its environment: one schema a function, used at both ends. The stack gives a
 * function exactly these variables (`EnvironmentOf`), the function parses them at start (`readEnvironment`), so a
 * variable that is missing at one end fails the compiler or the first test, never a person.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { languages } from './core/language';

// The stack takes the list from here: it imports nothing of the core.
export { languages, type Language } from './core/language';

const text = v.pipe(v.string(), v.nonEmpty());
const url = v.pipe(v.string(), v.url());
const wholeNumber = v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1));
const list = v.pipe(
  text,
  v.transform((value) => value.split(',')),
);

/** The languages that people can choose from; the first is the default. */
const languageList = v.pipe(list, v.tupleWithRest([v.picklist(languages)], v.picklist(languages)));

/** Requests an hour that may cause a mail; see the setting `limits`. Where only known networks get in, an address has none. */
const limits = v.pipe(
  text,
  v.parseJson(),
  v.object({
    accountAndAddress: v.number(),
    account: v.number(),
    address: v.optional(v.number()),
  }),
);

const yesOrNo = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((value) => value === 'true'),
);

/** Which IAM users there are, and what is read of them. */
const iamUsers = { IAM_USER_PATH: text, EMAIL_TAG: text, REQUIRE_MFA: yesOrNo };

/** Whose site it is, for what people see. The logo is a file: all variables together have at most 4 kB. */
const organisation = {
  ORGANISATION: v.exactOptional(
    v.pipe(text, v.parseJson(), v.object({ name: v.string(), contact: v.optional(v.string()) })),
  ),
};

/** What both kinds of a function's environment have, and what only one directory needs. */
const portal = v.object({
  PUBLIC_URL: url,
  ...organisation,
  LANGUAGES: languageList,
  CHALLENGE_TABLE: text,
  CODE_KEY: text,
  SESSION_KEY: text,
  MAIL_QUEUE: text,
  LIMITS: limits,
  CODE_MINUTES: wholeNumber,
  SESSION_MINUTES: wholeNumber,
});

const sendMail = v.object({
  PUBLIC_URL: url,
  ...organisation,
  LANGUAGES: languageList,
  CHALLENGE_TABLE: text,
  MAIL_QUEUE: text,
  CODE_KEY: text,
  SENDER: text,
  SENDER_NAME: text,
  CONFIGURATION_SET: text,
  ALLOWED_EMAIL_DOMAINS: list,
  CODE_MINUTES: wholeNumber,
  MAILS_AN_HOUR: wholeNumber,
});

const reset = v.object({
  PUBLIC_URL: url,
  ...organisation,
  LANGUAGES: languageList,
  CHALLENGE_TABLE: text,
  CODE_KEY: text,
  MAIL_QUEUE: text,
  ALLOWED_EMAIL_DOMAINS: list,
});

const admin = v.object({
  PUBLIC_URL: url,
  CHALLENGE_TABLE: text,
  ALLOWED_EMAIL_DOMAINS: list,
  REQUESTS_AN_HOUR: wholeNumber,
  MAILS_AN_HOUR: wholeNumber,
});

const schemas = {
  portal: v.variant('DIRECTORY', [
    v.object({
      ...portal.entries,
      DIRECTORY: v.literal('iam'),
      VERIFICATION: v.picklist(['code', 'network']),
      LINK_QUEUE: text,
      LINK_MINUTES: wholeNumber,
      REFUSE_COMMON_PASSWORDS: yesOrNo,
    }),
    v.object({ ...portal.entries, DIRECTORY: v.literal('table'), PASSWORD_LENGTH: wholeNumber }),
  ]),
  'send-mail': v.variant('DIRECTORY', [
    v.object({ ...sendMail.entries, DIRECTORY: v.literal('iam'), ...iamUsers }),
    v.object({ ...sendMail.entries, DIRECTORY: v.literal('table'), USERS_TABLE: text }),
  ]),
  generate: v.object({
    PUBLIC_URL: url,
    ...organisation,
    LANGUAGES: languageList,
    CHALLENGE_TABLE: text,
    LINK_QUEUE: text,
    VAULT_PREFIX: text,
    VAULT_KEY: text,
    SENDER: text,
    SENDER_NAME: text,
    CONFIGURATION_SET: text,
    ALLOWED_EMAIL_DOMAINS: list,
    LINK_MINUTES: wholeNumber,
    MAILS_AN_HOUR: wholeNumber,
    ...iamUsers,
  }),
  extract: v.object({
    PUBLIC_URL: url,
    ...organisation,
    LANGUAGES: languageList,
    CHALLENGE_TABLE: text,
    VAULT_PREFIX: text,
    CODE_KEY: text,
    MAIL_QUEUE: text,
    SIGN_IN_URL: url,
  }),
  reset: v.variant('DIRECTORY', [
    v.object({
      ...reset.entries,
      DIRECTORY: v.literal('iam'),
      ...iamUsers,
      SIGN_IN_URL: url,
      REFUSE_COMMON_PASSWORDS: yesOrNo,
    }),
    v.object({
      ...reset.entries,
      DIRECTORY: v.literal('table'),
      USERS_TABLE: text,
      PASSWORD_LENGTH: wholeNumber,
    }),
  ]),
  admin: v.variant('DIRECTORY', [
    v.object({ ...admin.entries, DIRECTORY: v.literal('iam'), ...iamUsers }),
    v.object({
      ...admin.entries,
      DIRECTORY: v.literal('table'),
      USERS_TABLE: text,
      PASSWORD_LENGTH: wholeNumber,
    }),
  ]),
  sweep: v.object({
    CHALLENGE_TABLE: text,
    VAULT_PREFIX: text,
    LINK_MINUTES: wholeNumber,
  }),
};

type Schemas = typeof schemas;

/** The functions of this stack, by the name of their folder. */
export type FunctionName = keyof Schemas;

/** The variables that the stack must set for a function, as strings. */
export type EnvironmentOf<Name extends FunctionName> = v.InferInput<Schemas[Name]>;

/** The same variables as the function sees them, parsed. */
export type Environment<Name extends FunctionName> = v.InferOutput<Schemas[Name]>;

/**
 * Parses a function's environment.
 *
 * @throws Error naming every variable that is missing or wrong, so that a bad deployment shows all of it at once.
 */
export function readEnvironment<Name extends FunctionName>(
  name: Name,
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment<Name> {
  const result = v.safeParse(schemas[name], source);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? '?'}: ${issue.message}`);
  throw new Error(`The environment of "${name}" is not usable. ${problems.join('. ')}`);
}

/** The file beside a function's bundle that holds the organisation's logo, as a `data:` URL. */
export const logoFile = 'logo.txt';

/** Whose site a page belongs to: what the environment says, and the logo from the function's folder. */
export function readOrganisation(
  { ORGANISATION }: Pick<Environment<'portal'>, 'ORGANISATION'>,
  folder = process.env.LAMBDA_TASK_ROOT,
) {
  if (ORGANISATION === undefined) return undefined;
  const file = folder === undefined ? undefined : join(folder, logoFile);
  const logo = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return { ...ORGANISATION, logo };
}
