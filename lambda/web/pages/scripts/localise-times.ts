/** Shows times in the person's time zone instead of UTC. The words stay in the page's language. */
export const localiseTimes = `
for (const time of document.querySelectorAll('time')) {
  time.textContent = new Date(time.dateTime).toLocaleString(time.dataset.locale, { dateStyle: 'medium', timeStyle: 'short' });
}
`;
