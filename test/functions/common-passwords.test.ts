/** The list from `npm run common-passwords`. If this fails after an update of the package, run that command again. */
import { dictionary } from '@zxcvbn-ts/language-common';
import zlib from 'node:zlib';
import { isCommonPassword } from '../../lambda/reset/common-passwords';

describe('the common passwords', () => {
  test('are read when one is looked up, and not for a page', () => {
    const read = jest.spyOn(zlib, 'brotliDecompressSync');
    jest.isolateModules(() => {
      const fresh = jest.requireActual<{ readonly isCommonPassword: typeof isCommonPassword }>(
        '../../lambda/reset/common-passwords',
      );
      expect(read).not.toHaveBeenCalled();
      fresh.isCommonPassword('password1');
      fresh.isCommonPassword('password2');
      expect(read).toHaveBeenCalledTimes(1);
    });
  });

  test('are all that the package lists', () => {
    const listed = dictionary['passwords-common'];
    expect(listed.length).toBeGreaterThan(40_000);
    expect(listed.filter((password) => !isCommonPassword(password))).toStrictEqual([]);
  });

  test.each(['correct horse battery staple', '', 'passwordpasswor'])('do not have "%s"', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});
