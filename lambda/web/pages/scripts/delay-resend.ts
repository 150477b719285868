/**
 * Lets people ask for a new code only after a minute, while the first is on its way. It reads the clock instead of
 * counting: timers pause while the person reads mail in another tab. It announces only the end, not every second.
 */
export const delayResend = `
(() => {
  const byId = (id) => document.getElementById(id);
  const end = Date.now() + 60000;
  const tick = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    const waits = seconds > 0;
    byId('resend').disabled = waits;
    const countdown = byId('countdown');
    countdown.textContent = waits ? countdown.dataset.text.replace('{seconds}', seconds) : '';
    if (waits) return;
    clearInterval(timer);
    const status = byId('resend-status');
    status.textContent = status.dataset.text;
  };
  const timer = setInterval(tick, 1000);
  tick();
})();
`;
