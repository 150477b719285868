/** Passwords that Passlink chooses. */
import type { PasswordPolicy } from './policy';
import type { Random } from '../ports';

// No character that is read for another one (I l 1, O 0), and of the symbols that IAM knows only those that mail
// programs, shells and SSM leave alone.
const lowerCase = 'abcdefghijkmnopqrstuvwxyz';
const upperCase = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';
const symbols = '-_=';
const letters = lowerCase + upperCase;
const alphabet = letters + digits + symbols;

/** Characters, unless the policy asks for more or allows less: about 140 bits. */
const usualLength = 24;

/**
 * Makes a password that meets the policy: of its length, and with a lower-case letter, an upper-case letter, a digit
 * and a symbol, whichever of them the policy asks for. It starts with a letter, so that no shell takes it for an option.
 *
 * Whole candidates are drawn until one has every class. Every valid password is then equally likely, which placing
 * "one of each" by hand would not give.
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
