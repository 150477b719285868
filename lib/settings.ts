import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import * as v from 'valibot';
import { LogoError, readLogo } from './logo';
import { languages, type Language } from '../lambda/environment';

/** A setting's default in words, where the value alone does not explain it. The settings table shows it. */
const said = <Input>(text: string) => v.metadata<Input, { readonly said: string }>({ said: text });

/** Says what is allowed, and quotes the value. */
const must = (be: string) => (issue: { readonly received: string }) => `must be ${be}, not ${issue.received}`;

const minutes = v.pipe(
  v.number(must('a number of minutes')),
  v.integer(must('whole minutes')),
  v.minValue(1, must('at least 1')),
);

const perHour = v.pipe(
  v.number(must('a number')),
  v.integer(must('a whole number')),
  v.minValue(1, must('at least 1')),
);

/** How many days CloudWatch can keep a log, as `PutRetentionPolicy` takes them. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** NIST SP 800-63B-4, 3.1.1: no password may be shorter. */
export const LEAST_PASSWORD_LENGTH = 8;

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A domain as its A-label. It may be written as that or with letters beyond ASCII, in upper or lower case. */
const domain = v.pipe(
  v.string(must('a domain such as "example.com"')),
  v.check((text) => DOMAIN.test(aLabel(text)), must('a domain such as "example.com" or "bücher.example"')),
  v.transform(aLabel),
);

const cidr = v.pipe(
  v.string(must('a network such as "192.0.2.0/24"')),
  v.check(isCidr, must('a network such as "192.0.2.0/24" or "2001:db8::/32"')),
);

const limits = v.strictObject(
  {
    accountAndAddress: v.optional(perHour, 5),
    account: v.optional(perHour, 20),
    address: v.optional(perHour, 100),
    overall: v.optional(perHour, 1000),
  },
  explain('must be an object of numbers'),
);

/** A name that people see in mails. Any script is fine. */
const nameInMails = v.pipe(
  v.string(must('a name such as "Passlink"')),
  // With a line break, a name could add a header. With direction marks, it could look like another one.
  v.regex(
    /^[^\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]*$/u,
    'must be one line, without control characters and direction marks',
  ),
  v.trim(),
  v.regex(
    /[^\s\u2800\p{Cf}\p{Default_Ignorable_Code_Point}]/u,
    'must have at least one character that people can see',
  ),
  // A mail program would show something else: what the encoded word stands for (RFC 2047).
  v.regex(/^(?!.*=\?)/u, 'must not contain "=?", which starts an encoded word in a mail'),
);

const contact = must('a mail address, or a URL that starts with "https://"');

const organisation = v.strictObject(
  {
    name: v.pipe(nameInMails, v.maxLength(60, 'must be at most 60 characters long')),
    logo: v.optional(
      v.pipe(
        v.string(must('the path of an SVG or PNG file')),
        v.rawTransform(({ dataset, addIssue, NEVER }) => {
          try {
            return readLogo(dataset.value);
          } catch (error) {
            if (!(error instanceof LogoError)) throw error;
            addIssue({ message: error.message });
            return NEVER;
          }
        }),
      ),
    ),
    contact: v.optional(
      v.union(
        [
          v.pipe(v.string(), v.email(), v.maxLength(254)),
          v.pipe(v.string(), v.url(), v.startsWith('https://'), v.maxLength(1024)),
        ],
        contact,
      ),
    ),
  },
  explain('must be an object'),
);

/**
 * All settings: each key with its allowed values, its default and its meaning. The settings table of the documentation
 * comes from here.
 */
const entries = {
  sender: v.pipe(
    v.string(must('one mail address')),
    v.email(must('one mail address such as "passlink@example.com"')),
    v.maxLength(254, 'must be at most 254 characters long'),
    v.description('From address of every mail.'),
    said('required'),
  ),
  senderIdentity: v.pipe(
    v.optional(
      v.picklist(['address', 'domain', 'existing'], must('"address", "domain" or "existing"')),
      'address',
    ),
    v.description(
      "The SES identity: `address` makes one of the sender's address, which its owner confirms once; `domain` makes one of its domain, with DKIM records in the outputs; `existing` makes none, and uses one that is verified already.",
    ),
  ),
  senderName: v.pipe(
    v.optional(v.pipe(nameInMails, v.maxLength(64, 'must be at most 64 characters long'))),
    v.description('Display name of the sender in every mail; at most 64 characters.'),
    said("the organisation's name, else `Passlink`"),
  ),
  emailTag: v.pipe(
    v.optional(
      v.pipe(
        v.string(must('the key of an IAM tag such as "email"')),
        // As IAM takes them for users; AWS keeps keys that start with "aws:" to itself.
        v.regex(
          /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
          must(
            'the key of an IAM tag: 1 to 128 letters, digits, spaces and _ . : / = + - @, not starting with "aws:"',
          ),
        ),
      ),
      'email',
    ),
    v.description(
      'The tag of an IAM user that holds the mail address, in upper or lower case. Without it, the user name counts if it is an address.',
    ),
  ),
  signInUrl: v.pipe(
    v.optional(
      v.pipe(
        v.string(must('an address such as "https://example.signin.aws.amazon.com/console"')),
        v.url(must('an address such as "https://example.signin.aws.amazon.com/console"')),
        v.startsWith('https://', must('an address that starts with "https://"')),
        v.maxLength(1024, 'must be at most 1024 characters long'),
      ),
    ),
    v.description(
      'Where IAM users sign in to AWS. Set it if your account has an alias, or if you sign in elsewhere.',
    ),
    said("the account's own page"),
  ),
  allowedEmailDomains: v.pipe(
    v.optional(
      v.pipe(v.array(domain, must('a list of domains')), v.minLength(1, 'must name at least one domain')),
    ),
    v.description(
      'Passlink mails only addresses in these domains. A domain may be written with letters beyond ASCII, or as its A-label (`xn--…`).',
    ),
    said("the sender's domain"),
  ),
  directory: v.pipe(
    v.optional(v.picklist(['iam', 'table'], must('"iam" or "table"')), 'iam'),
    v.description(
      "Where the accounts live: `iam` for IAM users; `table` for the stack's own users table, where people register.",
    ),
  ),
  iamUserPath: v.pipe(
    v.optional(
      v.pipe(
        v.string(must('an IAM path such as "/staff/"')),
        // Not `*`, `?` or `$`: in a policy's resource, these would be wildcards or variables.
        v.regex(
          /^\/([A-Za-z0-9+=,.@_-]+\/)*$/,
          must('an IAM path that starts and ends with "/", such as "/staff/"'),
        ),
        v.maxLength(512, 'must be at most 512 characters long'),
      ),
      '/',
    ),
    v.description('Only IAM users under this path can sign in and be reset.'),
  ),
  verification: v.pipe(
    v.optional(v.picklist(['code', 'network'], must('"code" or "network"')), 'code'),
    v.description(
      'What a person proves to get a password link: `code`, access to the mailbox; `network`, only access from one of `allowedCidrs`.',
    ),
  ),
  allowedCidrs: v.pipe(
    v.optional(v.array(cidr, must('a list of networks')), []),
    v.description('Networks that may call the API. Required with `verification: network`.'),
    said('`[]` (anywhere)'),
  ),
  linkMinutes: v.pipe(
    // The account's item, which names the link, is kept for longer.
    v.optional(v.pipe(minutes, v.maxValue(43_200, must('at most 43200, which is 30 days'))), 60),
    v.description('How long a mailed link works; at most 43200, which is 30 days.'),
  ),
  codeMinutes: v.pipe(
    v.optional(v.pipe(minutes, v.maxValue(10, must('at most 10'))), 10),
    v.description('How long a mailed code works; at most 10.'),
  ),
  sessionMinutes: v.pipe(
    // NIST SP 800-63B, reauthentication at AAL1. The table keeps an ended session for the lifetime of its token.
    v.optional(v.pipe(minutes, v.maxValue(43_200, must('at most 43200, which is 30 days'))), 480),
    v.description('How long a sign-in lasts; at most 43200, which is 30 days.'),
  ),
  passwordLength: v.pipe(
    // NIST SP 800-63B-4, 3.1.1: at least 15 where the password is the only factor, and 64 characters must be accepted.
    v.optional(
      v.pipe(
        v.number(must('a number of characters')),
        v.integer(must('a whole number')),
        v.minValue(LEAST_PASSWORD_LENGTH, must(`at least ${LEAST_PASSWORD_LENGTH}`)),
        v.maxValue(64, must('at most 64')),
      ),
      15,
    ),
    v.description(
      "The shortest password that people may choose with `directory: table`; 8 to 64. With `iam`, the AWS account's own password policy applies.",
    ),
  ),
  limits: v.pipe(
    v.optional(limits, {}),
    v.description(
      'Requests per hour that may cause a mail, and `overall`, the mails per hour that go out. Overrides merge key by key.',
    ),
  ),
  refuseCommonPasswords: v.pipe(
    v.optional(v.boolean(must('true or false')), true),
    v.description(
      'With `directory: iam` too, a password that people choose must not be a common one. The users table always refuses those.',
    ),
  ),
  mfa: v.pipe(
    v.optional(v.picklist(['any', 'required'], must('"any" or "required"')), 'any'),
    v.description(
      '`required`: only IAM users who have an MFA device get codes and links. Others need help from an administrator.',
    ),
  ),
  organisation: v.pipe(
    v.optional(organisation),
    v.description(
      'Whose portal it is, on every page and mail: `{"name", "logo", "contact"}`. `name` has at most 60 characters. `logo` is the path of an SVG or PNG file in the project, at most 20 kB. `contact` is a mail address or an `https://` URL, where people get help.',
    ),
    said('none'),
  ),
  domain: v.pipe(
    v.optional(
      v.strictObject(
        {
          name: domain,
          certificateArn: v.pipe(
            v.string(must('the ARN of a certificate')),
            v.regex(
              /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
              must(
                'the ARN of a certificate of ACM, such as "arn:aws:acm:eu-central-1:123456789012:certificate/…"',
              ),
            ),
          ),
          hostedZoneId: v.optional(
            v.pipe(
              v.string(must('the id of a hosted zone')),
              v.regex(/^Z[A-Z0-9]{1,31}$/, must('the id of a hosted zone such as "Z0123456789ABC"')),
            ),
          ),
        },
        explain('must be an object with "name" and "certificateArn"'),
      ),
    ),
    v.description(
      'A domain of your own in place of API Gateway\'s address: `{"name","certificateArn","hostedZoneId"}`. The certificate is in the region of the stack. With the id of its Route 53 zone, the stack makes the record.',
    ),
    said('none'),
  ),
  webAcl: v.pipe(
    v.optional(
      v.pipe(
        v.string(must('the ARN of a web ACL')),
        v.regex(
          /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[0-9a-f-]+$/,
          must(
            'the ARN of a regional web ACL, such as "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/…"',
          ),
        ),
      ),
    ),
    v.description('The ARN of a web ACL of AWS WAF, in the region of the stack, that protects the API.'),
    said('none'),
  ),
  alarmEmail: v.pipe(
    v.optional(
      v.pipe(
        v.string(must('one mail address')),
        v.email(must('one mail address such as "operations@example.com"')),
        v.maxLength(254, 'must be at most 254 characters long'),
      ),
    ),
    v.description('Gets the alarms by mail, after its owner has confirmed that once.'),
    said('none'),
  ),
  logRetentionDays: v.pipe(
    v.optional(
      v.picklist(
        LOG_RETENTION_DAYS,
        must(`a number of days that CloudWatch knows: ${LOG_RETENTION_DAYS.join(', ')}`),
      ),
      30,
    ),
    v.description('How long logs are kept, and the audit trail in them.'),
  ),
  languages: v.pipe(
    v.optional(
      v.pipe(
        v.array(
          v.picklist(languages, must(`one of ${languages.map((tag) => `"${tag}"`).join(', ')}`)),
          must('a list of languages'),
        ),
        v.minLength(1, 'must name at least one language'),
        v.check((tags) => new Set(tags).size === tags.length, 'must name each language only once'),
      ),
      () => [...languages],
    ),
    v.description(
      'The languages that people can choose from. The first is for those whose browser asks for none of them, and for what API Gateway answers on its own.',
    ),
  ),
  retention: v.pipe(
    v.optional(v.picklist(['destroy', 'retain'], must('"destroy" or "retain"')), 'destroy'),
    v.description('What happens to the stored data when you delete the stack: `destroy` or `retain`.'),
  ),
  tracing: v.pipe(
    v.optional(v.boolean(must('true or false')), false),
    v.description('Traces requests with AWS X-Ray.'),
  ),
};

const schema = v.pipe(
  v.strictObject(entries, explain('must be an object')),
  v.forward(
    v.partialCheck(
      [['verification'], ['allowedCidrs']],
      ({ verification, allowedCidrs }) => verification !== 'network' || allowedCidrs.length > 0,
      'must name at least one network with verification "network", or anyone who reaches the API could reset anyone',
    ),
    ['allowedCidrs'],
  ),
  v.forward(
    v.partialCheck(
      [['directory'], ['verification']],
      ({ directory, verification }) => directory !== 'table' || verification !== 'network',
      'must be "code" with directory "table", which has no password links',
    ),
    ['verification'],
  ),
  v.forward(
    v.partialCheck(
      [['directory'], ['refuseCommonPasswords']],
      ({ directory, refuseCommonPasswords }) => directory !== 'table' || refuseCommonPasswords,
      'must be true with directory "table", which always refuses common passwords',
    ),
    ['refuseCommonPasswords'],
  ),
  v.forward(
    v.partialCheck(
      [['directory'], ['mfa']],
      ({ directory, mfa }) => directory !== 'table' || mfa !== 'required',
      'must be "any" with directory "table", which knows no MFA devices; "required" is for directory "iam"',
    ),
    ['mfa'],
  ),
  v.forward(
    v.partialCheck(
      [['directory'], ['emailTag']],
      ({ directory, emailTag }) => directory !== 'table' || emailTag === 'email',
      'must be "email" with directory "table", whose users have no tags; other tags are for directory "iam"',
    ),
    ['emailTag'],
  ),
  v.forward(
    v.partialCheck(
      [['directory'], ['signInUrl']],
      ({ directory, signInUrl }) => directory !== 'table' || signInUrl === undefined,
      'must not be set with directory "table", whose users do not sign in to AWS; it is for directory "iam"',
    ),
    ['signInUrl'],
  ),
  v.transform((settings) => ({
    ...settings,
    allowedEmailDomains: settings.allowedEmailDomains ?? [domainOf(settings.sender)],
    senderName: settings.senderName ?? settings.organisation?.name ?? 'Passlink',
    // There is at least one.
    languages: settings.languages as [Language, ...Language[]],
  })),
  v.readonly(),
);

/** A stage's name. It becomes part of the stack's name, the API's address and the vault's prefix. */
const stageName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{0,19}$/, must('a lower-case letter and up to 19 letters, digits or hyphens')),
);

/** The administrator's settings, checked and complete. */
export type Settings = v.InferOutput<typeof schema>;

/** Whose portal it is; the logo as a `data:` URL. */
export type Organisation = NonNullable<Settings['organisation']>;

/** Settings as written: any subset of the keys, and any value can be wrong. */
export type SettingsInput = Readonly<Record<string, unknown>>;

/** A source of settings, such as a construct's node. */
export interface SettingsSource {
  /** The value of a context key, `undefined` where there is none. */
  tryGetContext(key: string): unknown;
}

/** The settings are invalid. The message lists every problem. */
export class SettingsError extends Error {
  constructor(stage: string, problems: readonly string[]) {
    super(
      [`The settings of stage "${stage}" cannot be used:`, ...problems.map((problem) => `  ${problem}`)].join(
        '\n',
      ),
    );
    this.name = 'SettingsError';
  }
}

/**
 * Reads a stage's settings: the context's `passlink`, overlaid by `passlink:<stage>`, overlaid by `overrides`.
 *
 * @throws SettingsError naming every key that is unknown, missing or wrong, and what is allowed there.
 */
export function readSettings(source: SettingsSource, stage: string, overrides: SettingsInput = {}): Settings {
  const problems: string[] = [];
  const stageResult = v.safeParse(stageName, stage);
  if (!stageResult.success) problems.push(...stageResult.issues.map((issue) => `stage: ${issue.message}`));

  let written: SettingsInput = {};
  const layers = {
    passlink: source.tryGetContext('passlink'),
    [`passlink:${stage}`]: source.tryGetContext(`passlink:${stage}`),
    overrides,
  };
  for (const [name, value] of Object.entries(layers)) {
    if (value === undefined) continue;
    const layer = parsed(value);
    if (isRecord(layer)) written = overlay(written, layer);
    else problems.push(`${name}: must be an object of settings, not ${JSON.stringify(value)}`);
  }

  const result = v.safeParse(schema, written);
  if (result.success && problems.length === 0) return result.output;
  problems.push(
    ...(result.issues ?? []).map((issue) => `${v.getDotPath(issue) ?? 'settings'}: ${issue.message}`),
  );
  throw new SettingsError(stage, problems);
}

/** The settings as a Markdown table: key, default, meaning. */
export function settingsTable(): string {
  const rows = Object.entries(entries).map(([key, entry]) => {
    const { said: words } = v.getMetadata(entry) as { readonly said?: string };
    const byDefault = words ?? `\`${inWords(v.parse(entry, undefined))}\``;
    return `| \`${key}\` | ${byDefault} | ${v.getDescription(entry) ?? ''} |`;
  });
  return ['| key | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The later settings replace the earlier ones, key by key. Only `limits` merge within the key. */
function overlay(below: SettingsInput, above: SettingsInput): SettingsInput {
  const merged = { ...below, ...above };
  return isRecord(below.limits) && isRecord(above.limits)
    ? { ...merged, limits: { ...below.limits, ...above.limits } }
    : merged;
}

/** On the command line (`-c passlink='{…}'`), a context value is a text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isRecord(value: unknown): value is SettingsInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Explains an issue of a strict object: an unknown key, a missing key, or not an object at all. */
function explain(otherwise: string) {
  return (issue: v.StrictObjectIssue): string => {
    if (issue.expected === 'never') return 'is not a setting';
    if (issue.received === 'undefined') return 'is required';
    return `${otherwise}, not ${issue.received}`;
  };
}

/** The domain of a mail address, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** An empty text if there is none: a domain that no name server could know. */
function aLabel(domain: string): string {
  const lowerCase = domain.toLowerCase();
  return /^[\0-\x7f]*$/.test(lowerCase) ? lowerCase : domainToASCII(lowerCase);
}

function isCidr(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return (isIPv4(address) && Number(length) <= 32) || (isIPv6(address) && Number(length) <= 128);
}
