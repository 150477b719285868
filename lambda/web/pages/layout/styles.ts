/**
 * The one stylesheet, part of every page. Colours are named by their purpose and given twice, for light and dark. Text
 * has a contrast of at least 4.5, and the edge of a control at least 3.
 */
export const styles = `
:root {
  color-scheme: light dark;
  --ground: #f7f7f5;
  --surface: #ffffff;
  --line: #e2e2dd;
  --edge: #82868f;
  --ink: #1b1e24;
  --soft: #565b66;
  --accent: #2a4fc4;
  --accent-strong: #1f3c9b;
  --on-accent: #ffffff;
  --bad: #a52019;
  --bad-ground: #fdf3f1;
  --good: #1c7040;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111317;
    --surface: #191c22;
    --line: #2c3038;
    --edge: #767d8b;
    --ink: #e9ebef;
    --soft: #a6adba;
    --accent: #9db4ff;
    --accent-strong: #c0cfff;
    --on-accent: #0f1730;
    --bad: #ff9d92;
    --bad-ground: #2a1a1a;
    --good: #7fd6a0;
  }
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto;
  max-width: 40rem;
  min-height: 100vh;
  min-height: 100dvh;
  padding: 1.5rem 1.25rem;
  display: flex;
  flex-direction: column;
  background: var(--ground);
  color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  overflow-wrap: break-word;
}
main { flex: 1; padding: 2.5rem 0 3rem; }
h1, h2, p, ol, ul, dl { margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
p, li { text-wrap: pretty; }
h1 { font-size: clamp(1.75rem, 1.4rem + 1.8vw, 2.375rem); line-height: 1.18; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.1875rem; line-height: 1.3; letter-spacing: -0.005em; }
body:lang(ja) { word-break: auto-phrase; }
h1:lang(ja), h2:lang(ja) { letter-spacing: 0; }
.lead { font-size: 1.1875rem; line-height: 1.5; color: var(--soft); margin-bottom: 2rem; }
.lead strong { color: var(--ink); overflow-wrap: anywhere; }
.hint { font-size: 0.9375rem; color: var(--soft); }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: from-font; }
a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
header form { margin: 0; flex: none; }
.brand { display: inline-flex; align-items: center; gap: 0.5rem 0.625rem; min-width: 0; min-height: 2.25rem; color: var(--ink); font-weight: 650; letter-spacing: -0.01em; text-decoration: none; }
.brand bdi { min-width: 0; overflow-wrap: anywhere; }
.brand:hover { color: var(--ink); text-decoration: underline; }
.logo { flex: none; width: auto; height: 2.25rem; max-width: 9rem; object-fit: contain; }
.own::before { content: ''; display: inline-block; width: 0.875rem; height: 0.875rem; flex: none; border: 0.25rem solid var(--accent); border-radius: 50%; }
footer { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: 0.875rem; color: var(--soft); }
footer p { margin: 0; }
.languages { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; flex-basis: 100%; }
.languages a { padding: 0.25rem 0; }
.languages span { padding: 0.25rem 0; font-weight: 600; }
footer p:first-child { flex: 1 1 auto; }
button, .button {
  display: inline-block;
  min-height: 3rem;
  padding: 0.6875rem 1.375rem;
  border: 1px solid transparent;
  border-radius: 8px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  line-height: 1.5;
  text-align: center;
  text-decoration: none;
  overflow-wrap: anywhere;
  cursor: pointer;
}
button:hover, .button:hover { background: var(--accent-strong); color: var(--on-accent); }
.quiet { background: transparent; border-color: var(--edge); color: var(--ink); }
.quiet:hover { background: transparent; border-color: var(--ink); color: var(--ink); }
.text { min-height: 2rem; padding: 0.25rem 0; border: 0; border-radius: 4px; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: from-font; }
.text:hover { background: none; color: var(--accent-strong); text-decoration-thickness: 2px; }
button:disabled, button:disabled:hover, [aria-disabled], [aria-disabled]:hover { background: transparent; border: 1px dashed var(--edge); color: var(--soft); cursor: default; }
form { margin: 0 0 1.25rem; }
.field { margin: 0 0 1.5rem; }
.field label { display: block; font-weight: 600; }
.field .hint { margin: 0.125rem 0 0.5rem; }
input {
  width: 100%;
  min-height: 3rem;
  padding: 0.5rem 0.875rem;
  border: 1px solid var(--edge);
  border-radius: 8px;
  background: var(--surface);
  color: inherit;
  font: inherit;
}
.with-button { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.with-button input { flex: 1 1 12rem; width: auto; min-width: 0; }
.rules { padding: 0; list-style: none; }
.rules li { position: relative; padding-left: 1.5rem; }
.rules li::before { content: '\\2022'; position: absolute; left: 0.375rem; }
.rules li.met { color: var(--ink); }
.rules li.met::before { content: '\\2713'; left: 0; color: var(--good); font-weight: 700; }
input:focus-visible { outline-offset: 0; border-radius: 8px; }
input[aria-invalid] { border: 2px solid var(--bad); }
input.code { width: 12rem; max-width: 100%; font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 1.25rem; letter-spacing: 0.12em; text-transform: uppercase; }
.card { margin: 0 0 2rem; padding: 1.5rem; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.card h2 + .facts { margin-top: 0.75rem; }
h1 + .card { margin-top: 1.75rem; }
.card h2 { margin: 0 0 0.25rem; font-size: 1rem; }
.way h2 { font-size: 1.1875rem; }
.card h2 + .steps { margin-top: 1rem; }
.card > :last-child { margin-bottom: 0; }
.code, .secret { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-variant-ligatures: none; }
p.code { display: flex; gap: 0.4em; margin: 0 0 0.75rem; font-size: clamp(2.25rem, 1.6rem + 4vw, 3.25rem); line-height: 1.2; font-weight: 600; letter-spacing: 0.04em; user-select: all; }
.secret { display: block; min-height: 1.5em; font-size: clamp(1.25rem, 1rem + 1.6vw, 1.625rem); line-height: 1.5; overflow-wrap: anywhere; user-select: all; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: 0.375rem 1.25rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
[role='timer'] { color: var(--soft); font-variant-numeric: tabular-nums; }
[role='status'] { margin: 0.875rem 0 0; }
[role='status']:empty { margin: 0; }
.field [role='status']:not(:empty) { margin: 0.5rem 0 0; }
.note { margin: 1.5rem 0 2rem; padding: 1.125rem 1.25rem; border: 1px solid var(--line); border-left: 4px solid var(--edge); border-radius: 8px; background: var(--surface); }
.note h2 { margin: 0 0 0.25rem; font-size: 1.0625rem; }
.note p { margin: 0; }
.note ul { margin: 0.5rem 0 0; }
.note.problem { border-color: var(--bad); background: var(--bad-ground); }
.note:focus-visible { outline-color: var(--bad); outline-offset: 0; border-radius: 8px; }
.note.problem h2 { color: var(--bad); }
.steps { padding: 0; list-style: none; counter-reset: step; }
.steps li { position: relative; padding: 0 0 1.25rem 2.75rem; counter-increment: step; }
.steps li::before {
  content: counter(step);
  position: absolute;
  left: 0;
  top: 0;
  width: 1.75rem;
  height: 1.75rem;
  border: 1px solid var(--edge);
  border-radius: 50%;
  color: var(--soft);
  font-size: 0.875rem;
  font-weight: 600;
  line-height: 1.65rem;
  text-align: center;
}
.steps li:not(:last-child)::after { content: ''; position: absolute; left: 0.875rem; top: 1.75rem; bottom: 0; border-left: 1px solid var(--line); }
.steps li:last-child { padding-bottom: 0; }
.steps + p { margin-top: 1.75rem; }
.reference { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; margin-top: 2.5rem; font-size: 0.875rem; color: var(--soft); }
.reference dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, Menlo, Consolas, monospace; }
@media (forced-colors: active) { button, .button { border-color: ButtonText; } }
@media print {
  body { max-width: none; min-height: 0; background: none; color: #000; }
  header, footer, .actions, form { display: none; }
}
`;
