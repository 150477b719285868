/**
 * Moves the link's key from the address bar into the form. In the address bar, others could see it, and the browser
 * could bookmark or synchronise it. Some mail programs change the `#` into `%23`, or append text to a link. The server
 * reads the key out of what is there, as out of what people paste. Where there is too little for a key, the person is
 * asked for it.
 *
 * The links to the page in other languages get the key too. It stays in the fragment, which browsers do not send.
 *
 * Runs again when the person pastes the link into the address bar of the open page, which loads nothing.
 */
export const takeKeyFromAddress = `
(() => {
  const field = document.getElementById('key');
  const takeKey = () => {
    const [page, ...rest] = location.href.split(/#|%(?:25)*23/);
    if (rest.length === 0) return;
    history.replaceState(null, '', page);
    const text = rest.join('#');
    if (field === null || text.length < 43) return;
    field.value = /^[\\w-]{43}$/.test(text) ? text : '#' + text;
    document.getElementById('key-field').hidden = true;
    for (const link of document.querySelectorAll('[hreflang]')) link.hash = field.value;
  };
  takeKey();
  addEventListener('hashchange', takeKey);
})();
`;
