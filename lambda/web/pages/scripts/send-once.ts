/**
 * Sends one form at a time. A second press would get an answer that says the code, the link or the password is gone,
 * although the first press used it with success. So the form sends again only when another page comes, when this page
 * comes back, or when API Gateway no longer waits (29 seconds).
 */
export const sendOnce = `
(() => {
  let button;
  let words;
  let timer;
  const release = () => {
    if (!button) return;
    clearTimeout(timer);
    button.textContent = words;
    button.removeAttribute('aria-disabled');
    button = undefined;
  };
  addEventListener('submit', (event) => {
    if (button) event.preventDefault();
    if (event.defaultPrevented) return;
    button = event.submitter ?? event.target.querySelector('[type=submit]');
    words = button.textContent;
    button.style.minWidth = button.offsetWidth + 'px';
    button.textContent = document.body.dataset.busy;
    button.setAttribute('aria-disabled', 'true');
    timer = setTimeout(release, 30000);
  });
  addEventListener('pageshow', release);
})();
`;
