import { address, keyOfLink, wholeKey } from '../../pasted/link-keys';
import { dashes, invisible } from '../../pasted/plain-text';

/**
 * Moves the link's key from the address bar into the form. In the address bar, others could see it, and the browser
 * could bookmark or synchronise it. Some mail programs change the `#` into `%23`, or append text to a link. It reads a
 * key as the server does; see `keysIn`. What is no key, or could be two, it leaves to the person.
 *
 * Runs again when the person pastes the link into the address bar of the open page, which loads nothing.
 */
export const takeKeyFromAddress = `
(() => {
  const field = document.getElementById('key');
  const plain = (text) => text.normalize('NFKC').replace(${String(invisible)}, '').replace(${String(dashes)}, '-');
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const takeKey = () => {
    const [page, ...rest] = location.href.split(/#|%(?:25)*23/);
    if (rest.length === 0) return;
    history.replaceState(null, '', page);
    const texts = [plain('#' + rest.join(' #'))];
    for (let round = 0; round < 3; round += 1) texts.push(plain(decode(texts[round])));
    const keys = new Set(texts.flatMap((text) => [
      ...Array.from(text.matchAll(${String(keyOfLink)}), ([, key]) => key),
      ...((!${String(address)}.test(texts[0]) && text.match(${String(wholeKey)})) || []),
    ]));
    if (field === null || keys.size !== 1) return;
    [field.value] = keys;
    document.getElementById('key-field').hidden = true;
  };
  takeKey();
  addEventListener('hashchange', takeKey);
})();
`;
