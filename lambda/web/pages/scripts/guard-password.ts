/**
 * Protects the password on the screen. While hidden, the password is not in the document. It hides after a minute. When
 * the person leaves, the page forgets it, so that the back button shows a page without it.
 *
 * Switching to another tab to sign in does not count as leaving.
 */
export const guardPassword = `
(() => {
  const byId = (id) => document.getElementById(id);
  const output = byId('password');
  const toggle = byId('toggle');
  const status = byId('status');
  let password = output.textContent;
  let timer;

  const show = () => {
    output.textContent = password;
    toggle.textContent = 'Hide';
    timer = setTimeout(() => {
      hide();
      status.textContent = 'The password is hidden. You can show it again until you leave this page.';
    }, 60000);
  };
  const hide = () => {
    clearTimeout(timer);
    output.textContent = '\\u2022'.repeat(12);
    toggle.textContent = 'Show';
  };
  const forget = () => {
    hide();
    password = '';
    output.textContent = '';
    byId('actions').hidden = true;
    status.textContent = 'The password is gone from this page. If you did not save it, ask for a new reset.';
  };

  toggle.addEventListener('click', () => {
    status.textContent = '';
    if (toggle.textContent === 'Hide') hide();
    else show();
  });
  byId('copy').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(password);
      status.textContent = 'Copied.';
    } catch {
      clearTimeout(timer);
      show();
      getSelection().selectAllChildren(output);
      status.textContent = 'Your browser does not let this page copy. The password is selected: copy it yourself.';
    }
  });
  addEventListener('pagehide', forget);
  byId('actions').hidden = false;
  show();
})();
`;
