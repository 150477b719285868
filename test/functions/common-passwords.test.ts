/** The list from `npm run common-passwords`. If this fails after an update of the package, run that command again. */
import { dictionary } from '@zxcvbn-ts/language-common';
import { isCommonPassword } from '../../lambda/reset/common-passwords';

describe('the common passwords', () => {
  test('are all that the package lists', () => {
    const listed = dictionary['passwords-common'];
    expect(listed.length).toBeGreaterThan(40_000);
    expect(listed.filter((password) => !isCommonPassword(password))).toStrictEqual([]);
  });

  test.each(['correct horse battery staple', '', 'passwordpasswor'])('do not have "%s"', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});
