/** What goes wrong, in English. Every other language has the same texts. */
export const problems = {
  byCode: {
    'bad-request': { title: 'That request cannot be read', detail: 'Check the form and send it again.' },
    forbidden: {
      title: 'You cannot use this from here',
      detail: 'Ask your administrator which networks may use it.',
    },
    'not-found': {
      title: 'There is no such page',
      detail: 'Check the address, or go back to the start page.',
    },
    'cross-site': {
      title: 'This request came from another site',
      detail: 'Open the page here and send the form from there.',
    },
    'unsupported-media-type': {
      title: 'That content type is not supported',
      detail: 'Send application/x-www-form-urlencoded or application/json.',
    },
    'too-large': { title: 'That request is too large', detail: 'Send at most 8 KiB.' },
    'too-many-requests': {
      title: 'Too many requests',
      detail:
        'Wait a while, then ask again. A mail that was sent before still works. Did you ask only once or twice? Our mails have a link that lets this browser through at once.',
    },
    'sign-in-required': {
      title: 'Sign in first',
      detail: 'You are not signed in, or your session has ended. Sign in with a code that we mail you.',
    },
    'code-invalid': {
      title: 'That code is not valid',
      detail:
        'Check the code in the newest mail, or ask for a new one. A code works once, for a few minutes, and only in the browser that asked for it.',
    },
    'password-rejected': {
      title: 'Choose another password',
      detail: 'This one is not accepted. Your code is not used up.',
    },
    'pickup-code-required': {
      title: 'Enter your pickup code',
      detail:
        'This is not the browser that asked for the reset. Enter the 6-digit pickup code from that browser. The link is not used up.',
    },
    'wrong-pickup-code': {
      title: 'That pickup code is wrong',
      detail:
        'Enter the 6-digit code from the browser that asked for the reset. After 5 wrong codes, the link stops working.',
    },
    'link-unavailable': {
      title: 'Invalid! This link is expired or has been already used once',
      detail: 'Ask for a new reset. It replaces the password that this link was for.',
    },
    'try-again': {
      title: 'That did not work this time',
      detail: 'Nothing was used up. Wait a few seconds, then try the same link again.',
    },
    paused: {
      title: 'This is paused',
      detail:
        'Your administrator has stopped everything for now. Nothing was changed, and nothing was used up. Try again later.',
    },
    'internal-error': {
      title: 'Something went wrong',
      detail:
        'This is not your fault. Try again. If it keeps happening, give the request ID to your administrator.',
    },
  },
  /** Titles and details of special cases. */
  titles: {
    'no-cookie': 'Your browser sent no cookie',
    'vouch-link': 'This link does not work any more',
  },
  details: {
    'not-utf-8': 'Expected text in UTF-8.',
    'repeated-field': 'Expected each field only once.',
    'not-an-object': 'Expected a JSON object.',
    'no-cookie':
      'This says nothing about your code, which is not used up. A code works only in the browser that asked for it: enter it there. If this is that browser, allow cookies for this site, then ask for a new code.',
    'vouch-link':
      'A link of this kind works for 24 hours, and only until the password is changed. Open the one in the newest mail.',
    'dispute-link':
      'If you have not locked the account, choose a new password now: it makes the one that somebody else has worthless. Then tell your administrator.',
    'account-not-locked':
      'The account could not be locked this time. Wait half a minute, then press the button again: the link still works.',
    'account-busy':
      'Another reset of your account is under way. Send this again in half a minute: your code is still good.',
    'password-maybe-changed':
      'Your password may have been changed or not. Send this again in half a minute: your code is still good.',
    'password-not-changed':
      'Your password was not changed. Send this again in half a minute: your code is still good.',
  },
  /** Fields that cannot be read: for people, and for programs, which get the names of the fields. */
  expected: 'Expected {fields}',
  fields: {
    userName: {
      enter: 'Enter an IAM user name of 1 to 64 letters, digits and + = , . @ _ -.',
      expected: 'an IAM user name of 1 to 64 letters, digits and + = , . @ _ -.',
    },
    mailAddress: {
      enter: 'Enter one email address of at most 254 characters, such as alice@example.com.',
      expected: 'one email address of at most 254 characters, such as alice@example.com.',
    },
    code: {
      enter: 'Enter the code from the mail, 8 letters and digits.',
      expected: 'the code from the mail, 8 letters and digits.',
    },
    newPassword: {
      enter: 'Enter the new password, in well-formed Unicode.',
      expected: 'the new password, in well-formed Unicode.',
    },
    pickupCode: {
      enter: 'Enter the pickup code, 6 digits.',
      expected: 'the pickup code, 6 digits.',
    },
    linkKey: {
      enter: 'Enter the key from the mail, or the whole link.',
      expected: 'the key from the mail, or the whole link.',
    },
    text: { enter: 'Enter a text.', expected: 'a text.' },
    confirmation: {
      enter: 'Type the word LOCK, then press the button again.',
      expected: 'the word LOCK.',
    },
  },
  /** What was pasted in place of a key. */
  pasted: {
    'no-key': 'There is no key in it. Nothing was used up.',
    'several-keys': 'There is more than one key in it. Nothing was used up.',
    'too-long': 'It is longer than 2000 characters. Nothing was used up.',
  },
  /** What is wrong with a password. `reason` is what AWS says, in English. */
  faults: {
    minimum: 'Use at least {count} characters.',
    maximum: 'Use at most {count} characters.',
    'lower-case letter': 'Use a lower-case letter.',
    'upper-case letter': 'Use an upper-case letter.',
    digit: 'Use a digit.',
    symbol: 'Use a symbol.',
    mixture: 'Use {count} of these four: lower-case letters, upper-case letters, digits, symbols.',
    'latin-1': 'Use only characters of Western European languages.',
    common:
      'Use a password that is harder to guess. This one, or one much like it, is on a list of common passwords.',
    'own-name': 'Use a password that is not made from your address.',
    'refused-by-aws': 'AWS refused it: {reason}',
  },
} as const;
