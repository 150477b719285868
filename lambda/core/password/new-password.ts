/** Passwords that Passlink chooses. */
import type { PasswordPolicy } from './policy';
import type { Random } from '../ports';

// Leaves out characters that look alike (I l 1, O 0). Of IAM's symbols, it uses only those that mail programs, shells
// and SSM leave unchanged.
const lowerCase = 'abcdefghijkmnopqrstuvwxyz';
const upperCase = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';
const symbols = '-_=';
const letters = lowerCase + upperCase;
const alphabet = letters + digits + symbols;

/** In characters, unless the policy asks for more or allows less. 24 give about 140 bits. */
const usualLength = 24;

/**
 * Makes a password that meets the policy: in its length, and with a lower-case letter, an upper-case letter, a digit
 * and a symbol. It starts with a letter, so that no shell takes it for an option.
 *
 * It draws whole candidates until one has every class. That makes every valid password equally likely; placing one
 * character of each class would not.
 */
export function newPassword(policy: PasswordPolicy, random: Random): string {
  const length = Math.min(Math.max(usualLength, policy.minimumLength), policy.maximumLength);
  for (;;) {
    const candidate = Array.from({ length }, (_, index) => {
      const allowed = index === 0 ? letters : alphabet;
      return allowed.charAt(random.below(allowed.length));
    });
    const hasEveryClass = [lowerCase, upperCase, digits, symbols].every((characters) =>
      candidate.some((character) => characters.includes(character)),
    );
    if (hasEveryClass) return candidate.join('');
  }
}
