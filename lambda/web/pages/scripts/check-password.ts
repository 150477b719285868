/**
 * Shows during typing which rules a password meets. It marks the list at once. It writes a sentence only after a pause,
 * so that a screen reader does not interrupt the typing. It finds the number of missing characters by adding spaces,
 * which count for the length and for no other rule. A rule that an empty field meets only forbids something, so it
 * shows only when broken.
 *
 * Shows the password on request, but sends it from a password field, so that the browser does not remember it as plain
 * text. Empties the field when the person leaves, in case the browser keeps the page.
 */
export const checkPassword = `
(() => {
  const byId = (id) => document.getElementById(id);
  const field = byId('password');
  const toggle = byId('toggle');
  const status = byId('password-status');
  const list = byId('password-rules');
  const rules = [...list.children].map((item) => ({
    item,
    words: item.textContent,
    pattern: new RegExp(item.dataset.pattern, 'u'),
  }));
  let timer;

  const missing = (pattern, text) => {
    for (let count = 1; count < 200; count += 1) {
      if (pattern.test(text + ' '.repeat(count))) return list.dataset.space + list.dataset.missing.replace('{count}', count);
    }
    return '';
  };
  const sentence = (text, broken) => {
    if (text === '') return '';
    if (broken.length === 0) return list.dataset.met;
    return broken.map(({ words, pattern }) => words + missing(pattern, text)).join(list.dataset.space);
  };
  const check = () => {
    const text = list.dataset.form ? field.value.normalize(list.dataset.form) : field.value;
    const broken = rules.filter(({ pattern }) => !pattern.test(text));
    for (const rule of rules) {
      const isBroken = broken.includes(rule);
      rule.item.classList.toggle('met', text !== '' && !isBroken);
      rule.item.hidden = !isBroken && rule.pattern.test('');
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      const words = sentence(text, broken);
      if (status.textContent !== words) status.textContent = words;
    }, 1000);
  };
  const reveal = (visible) => {
    field.type = visible ? 'text' : 'password';
    const { show, hide, showPassword, hidePassword } = toggle.dataset;
    toggle.textContent = visible ? hide : show;
    toggle.setAttribute('aria-label', visible ? hidePassword : showPassword);
  };

  field.addEventListener('input', check);
  toggle.addEventListener('click', () => reveal(field.type === 'password'));
  field.form.addEventListener('submit', () => reveal(false));
  addEventListener('pagehide', () => {
    reveal(false);
    field.value = '';
    check();
  });
  toggle.hidden = false;
  reveal(false);
  check();
})();
`;
