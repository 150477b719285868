/**
 * Moves the link's key from the address bar into the form. In the address bar, others could see it, and the browser
 * could bookmark or synchronise it. Some mail programs change the `#` into `%23`, or append text to a link.
 *
 * Runs again when the person pastes the link into the address bar of the open page, which loads nothing.
 */
export const takeKeyFromAddress = `
(() => {
  const field = document.getElementById('key');
  const takeKey = () => {
    const [address, ...rest] = location.href.split(/#|%23/);
    if (rest.length === 0) return;
    history.replaceState(null, '', address);
    const key = /[\\w-]{43}/.exec(rest.join(' '));
    if (field === null || key === null) return;
    field.value = key[0];
    document.getElementById('key-field').hidden = true;
  };
  takeKey();
  addEventListener('hashchange', takeKey);
})();
`;
