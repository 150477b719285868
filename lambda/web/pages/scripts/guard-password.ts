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
    toggle.textContent = toggle.dataset.hide;
    timer = setTimeout(() => {
      hide();
      status.textContent = status.dataset.hidden;
    }, 60000);
  };
  const hide = () => {
    clearTimeout(timer);
    output.textContent = '\\u2022'.repeat(12);
    toggle.textContent = toggle.dataset.show;
  };
  const forget = () => {
    hide();
    password = '';
    output.textContent = '';
    byId('actions').hidden = true;
    status.textContent = status.dataset.gone;
  };

  toggle.addEventListener('click', () => {
    status.textContent = '';
    if (toggle.textContent === toggle.dataset.hide) hide();
    else show();
  });
  byId('copy').addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(password);
      status.textContent = status.dataset.copied;
    } catch {
      clearTimeout(timer);
      show();
      getSelection().selectAllChildren(output);
      status.textContent = status.dataset.cannotCopy;
    }
  });
  addEventListener('pagehide', forget);
  byId('actions').hidden = false;
  show();
})();
`;
