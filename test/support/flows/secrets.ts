/** Collects secrets, and searches for them in everything that was written. */

/** Every way to write a secret in a text. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The secrets that occur in the texts. A short code counts only as a whole token, because six digits also occur within
 * times and identifiers.
 */
export function leaked(secrets: readonly string[], texts: readonly string[]): string[] {
  const everything = texts.join('\n');
  return secrets.filter((secret) => {
    if (secret.length <= 8) return new RegExp(`(?<![\\w.-])${escaped(secret)}(?![\\w-])`).test(everything);
    return spellings(secret).some((spelling) => everything.includes(spelling));
  });
}
