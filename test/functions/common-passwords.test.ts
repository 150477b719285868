/** The list from `npm run common-passwords`. If this fails after an update of the package, run that command again. */
import { dictionary } from '@zxcvbn-ts/language-common';
import zlib from 'node:zlib';
import { isCommonPassword } from '../../lambda/reset/common-passwords';
import compressed from '../../lambda/reset/common-passwords.json';

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
    const kept = zlib.brotliDecompressSync(Buffer.from(compressed, 'base64')).toString().split('\n');
    expect(kept).toStrictEqual([...listed].sort());
    const some = kept.filter((_, at) => at === 0 || at === kept.length - 1 || at % 100 === 50);
    expect(some.filter((password) => !isCommonPassword(password))).toStrictEqual([]);
  });

  test.each(['correct horse battery staple', '', 'passwordpasswor', 'password1\npassword10'])(
    'do not have "%s"',
    (password) => {
      expect(isCommonPassword(password)).toBe(false);
    },
  );
});
