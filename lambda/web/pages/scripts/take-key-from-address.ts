/**
 * Moves the link's key from the address into the form, and out of the address bar, where it could be seen, bookmarked
 * or synchronised. Mail programs change the `#` into `%23` at times, and hang things onto the end of a link.
 *
 * Runs again when the link is pasted into the address bar of the open page, which loads nothing.
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
