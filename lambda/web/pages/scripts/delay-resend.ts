/**
 * Keeps people from asking for a new code while the first is on its way. It goes by the clock, not by counting: timers
 * sleep while the person looks at the mailbox in another tab. Only the end is announced, not every second.
 */
export const delayResend = `
(() => {
  const byId = (id) => document.getElementById(id);
  const end = Date.now() + 60000;
  const tick = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    const waits = seconds > 0;
    byId('resend').disabled = waits;
    byId('countdown').textContent = waits ? 'in ' + seconds + ' s' : '';
    if (waits) return;
    clearInterval(timer);
    byId('resend-status').textContent = 'You can ask for a new code now.';
  };
  const timer = setInterval(tick, 1000);
  tick();
})();
`;
