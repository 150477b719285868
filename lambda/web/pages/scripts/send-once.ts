/**
 * Sends one form at a time. What answers a second press says what became of that one: that the code, the link or the
 * password is gone, although the first press has just used it well. So nothing more is sent until another page comes, or
 * this one comes back, or API Gateway waits no longer (29 seconds).
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
    button = event.target.querySelector('[type=submit]');
    words = button.textContent;
    button.style.minWidth = button.offsetWidth + 'px';
    button.textContent = 'One moment\\u2026';
    button.setAttribute('aria-disabled', 'true');
    timer = setTimeout(release, 30000);
  });
  addEventListener('pageshow', release);
})();
`;
