/** How the chat looks. As constructed style sheets: no `style-src` is needed, and the page cannot leak in. */

function sheetOf(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** For the page that is nothing but the chat. */
export const pageSheet = sheetOf(`
html, body { height: 100%; margin: 0; }
tightrope-chat { display: block; height: 100vh; height: 100dvh; }
`);

export const sheet = sheetOf(`
:host {
  --paper: #f7f1e8;
  --card: #fffcf7;
  --ink: #2b2723;
  --soft: #665d53;
  --line: #e6dccd;
  --edge: #8f8476;
  --accent: #2f6a5d;
  --accent-deep: #24564b;
  --on-accent: #ffffff;
  --mine: #dcebe4;
  --warn: #9a3412;
  --shade: 0 1px 2px rgb(70 50 30 / 7%), 0 6px 20px rgb(70 50 30 / 5%);
  color-scheme: light dark;
  display: block;
  height: 36rem;
  min-height: 20rem;
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink);
  background: var(--paper);
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #1b1a18;
    --card: #272522;
    --ink: #f0eae1;
    --soft: #b7aea2;
    --line: #3a3631;
    --edge: #857c71;
    --accent: #8ecdb9;
    --accent-deep: #a9dccb;
    --on-accent: #12241f;
    --mine: #2c463d;
    --warn: #f3a57c;
    --shade: none;
  }
}
* { box-sizing: border-box; }
main { display: flex; flex-direction: column; height: 100%; background: var(--paper); }
.column { width: 100%; max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header { background: var(--card); border-bottom: 1px solid var(--line); }
.bar { display: flex; align-items: center; gap: .85rem; min-height: 4.5rem; padding-block: .6rem; }
.mark { flex: none; width: 2.5rem; height: 2.5rem; }
.mark rect { fill: #2f6a5d; }
.mark path { fill: none; stroke: #f6efe5; stroke-width: 2; stroke-linecap: round; }
.mark circle { fill: #f2b98b; }
.titles { flex: 1; min-width: 0; }
h1 { margin: 0; font-size: 1.125rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
.titles p { margin: 0; font-size: .875rem; line-height: 1.35; color: var(--soft); }

button { font: inherit; color: inherit; cursor: pointer; min-height: 44px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet {
  flex: none; padding: .3rem .85rem; border: 1px solid transparent; border-radius: .75rem; background: none;
  font-size: .9375rem; font-weight: 550; color: var(--accent);
}
.quiet:hover { background: color-mix(in srgb, var(--accent) 10%, transparent); color: var(--accent-deep); }

.leave {
  flex: none; padding: .3rem 1.1rem; border: 1px solid transparent; border-radius: .75rem; background: var(--ink);
  font-size: .9375rem; font-weight: 600; white-space: nowrap; color: var(--card);
}
.leave:hover { background: color-mix(in srgb, var(--ink) 85%, var(--card)); }

.scroll { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1.75rem 0 1.25rem; }
.scroll:focus-visible { outline-offset: -3px; }
ol { list-style: none; margin: 0; padding: 0; }
.scroll > .column > ol > li { margin-bottom: .9rem; }
.person { display: flex; flex-direction: column; align-items: flex-end; margin-top: 1.5rem; }
.bot { display: flex; flex-direction: column; align-items: flex-start; }
.scroll > .column > ol > .bot + .bot { margin-top: -.4rem; }
.bubble { position: relative; max-width: min(36rem, 92%); padding: .8rem 1.1rem; border-radius: 1.25rem; overflow-wrap: anywhere; }
.bot .bubble { background: var(--card); border: 1px solid var(--line); border-bottom-left-radius: .4rem; box-shadow: var(--shade); }
.person .bubble { max-width: min(32rem, 86%); background: var(--mine); border: 1px solid transparent; border-bottom-right-radius: .4rem; }
.typed { white-space: pre-wrap; }
.bubble > p, .bubble > ul, .bubble > ol, .bubble blockquote { margin: 0 0 .65em; }
.bubble > :last-child, .bubble blockquote > :last-child, .bubble li > :last-child { margin-bottom: 0; }
.bubble li p { margin: 0 0 .35em; }
.bubble ul, .bubble ol { padding-inline-start: 1.35em; }
.bubble ul { list-style: disc; }
.bubble ol { list-style: decimal; }
.bubble li + li { margin-top: .3em; }
.bubble blockquote { padding: .1em 0 .1em .9em; border-inline-start: 3px solid color-mix(in srgb, var(--accent) 55%, transparent); color: var(--ink); }
.bubble blockquote p { margin: 0 0 .4em; }
.bubble a { color: var(--accent); text-underline-offset: .15em; font-weight: 550; }
.bubble a:hover { color: var(--accent-deep); }
.bubble img { display: block; max-width: 100%; height: auto; border-radius: .75rem; margin: .25rem 0; }

.answers { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .8rem; max-width: 100%; }
.answer {
  max-width: 100%; padding: .45rem 1.05rem; border: 1.5px solid var(--accent); border-radius: 1.4rem;
  background: var(--card); color: var(--accent); font-size: 1rem; line-height: 1.35; font-weight: 550; text-align: start; overflow-wrap: anywhere;
}
.answer:hover { background: var(--accent); color: var(--on-accent); }

.trouble { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: .25rem; color: var(--warn); font-size: .9375rem; }
.divider { display: flex; align-items: center; gap: 1rem; margin-block: 2rem 1.5rem; color: var(--soft); font-size: .875rem; }
.divider::before, .divider::after { content: ""; flex: 1; border-top: 1px solid var(--line); }

.typing { position: relative; display: inline-flex; gap: .35rem; padding: 1.05rem 1.1rem; border-radius: 1.25rem; border-bottom-left-radius: .4rem; background: var(--card); border: 1px solid var(--line); }
.typing i { width: .5rem; height: .5rem; border-radius: 50%; background: var(--soft); animation: breathe 1.6s ease-in-out infinite; }
.typing i:nth-of-type(2) { animation-delay: .2s; }
.typing i:nth-of-type(3) { animation-delay: .4s; }
@keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
.scroll .bot .bubble { animation: arrive .25s ease-out; }
@keyframes arrive { from { opacity: 0; transform: translateY(6px); } }
@media (prefers-reduced-motion: reduce) {
  .typing i, .scroll .bot .bubble { animation: none; }
}

footer {
  position: relative; padding: .25rem 0 max(.75rem, env(safe-area-inset-bottom));
  background: var(--paper); box-shadow: 0 -.5rem .75rem var(--paper);
}
.connection { font-size: .9375rem; color: var(--warn); text-align: center; }
.connection:not(:empty) { padding-block: .35rem .5rem; }
.entry {
  display: flex; align-items: flex-end; gap: .5rem; padding: .4rem .4rem .4rem 1.1rem;
  background: var(--card); border: 1.5px solid var(--edge); border-radius: 1.6rem; box-shadow: var(--shade);
}
.entry:has(textarea:focus-visible) { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 0; }
textarea:focus-visible { outline: 0; }
.entry.over, .entry.over:has(textarea:focus-visible) { border-color: var(--warn); outline-color: var(--warn); }
textarea {
  flex: 1; min-width: 0; min-height: 44px; max-height: min(12rem, 35vh); padding: .55rem 0; border: 0; resize: none;
  field-sizing: content; font: inherit; color: inherit; background: none;
}
textarea::placeholder { color: var(--soft); opacity: 1; }
.send { flex: none; display: grid; place-items: center; width: 44px; height: 44px; padding: 0; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.send:hover { background: var(--accent-deep); }
.send svg { width: 1.4rem; height: 1.4rem; fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.below { min-height: 1.6rem; padding: .3rem 1.1rem 0; font-size: .8125rem; line-height: 1.4; color: var(--soft); }
.warn { color: var(--warn); }
@media (pointer: coarse) { .keys { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .below:not(:has([role="status"]:not(:empty))) { min-height: 0; padding: 0; } }
@media (max-width: 30rem) {
  .column { padding: 0 .9rem; }
  .bar { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .6rem; padding-block: .6rem .2rem; }
  .mark { width: 2rem; height: 2rem; }
  .titles { display: contents; }
  .titles p { grid-area: 2 / 1 / auto / span 2; font-size: .8125rem; }
  .bar .quiet { grid-area: 2 / 3; }
  .leave { grid-area: 1 / 3; }
  .scroll { padding-top: 1.1rem; }
  .bubble { max-width: 94%; }
}
@media (forced-colors: active) { .bubble, .typing { border: 1px solid; } .send { border: 1px solid; } }
`);
