/** How the chat looks. As constructed style sheets: no `style-src` is needed, and the page cannot leak in. */
import { sheetOf } from "../shared/sheet";
import { themeOf } from "../shared/theme";

/** For the page that is nothing but the chat. */
export const pageSheet = sheetOf(`
html, body { height: 100%; margin: 0; }
tightrope-chat { display: block; height: 100vh; height: 100dvh; }
`);

export const sheet = sheetOf(`
${themeOf(":host")}
:host { display: block; height: 36rem; min-height: 20rem; }
:host([launcher]) { display: contents; }
* { box-sizing: border-box; }
/* Nothing of the site comes in but its variables. */
.chat, .launcher {
  all: initial; box-sizing: border-box; font: 1.0625rem/1.55 var(--font); color: var(--ink);
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
.chat { display: flex; flex-direction: column; height: 100%; background: var(--paper); overflow: clip; }
.chat { container: chat / inline-size; contain-intrinsic-inline-size: 26rem; }
:host(:not([page], [launcher])) .chat { border: 1px solid var(--line); border-radius: min(var(--radius), 1.25rem); }
.column { width: 100%; max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header { background: var(--card); border-bottom: 1px solid var(--line); }
.bar { display: flex; align-items: center; gap: .5rem; min-height: 4.5rem; padding-block: .6rem; }
.bar .mark { margin-inline-end: .35rem; }
.mark { flex: none; width: 2.5rem; height: 2.5rem; }
.mark rect { fill: var(--tightrope-accent, #2f6a5d); }
.mark path { fill: none; stroke: #f6efe5; stroke-width: 2; stroke-linecap: round; }
.mark circle { fill: #f2b98b; }
.titles { flex: 1; min-width: 0; }
.name { margin: 0; font-size: 1.125rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
.titles p { margin: 0; font-size: .875rem; line-height: 1.35; color: var(--soft); }

button { font: inherit; color: inherit; cursor: pointer; min-height: 44px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet {
  flex: none; padding: .3rem .85rem; border: 1px solid transparent; border-radius: var(--corner); background: none;
  font-size: .9375rem; font-weight: 550; color: var(--accent);
}
.quiet:hover { background: color-mix(in srgb, var(--accent) 10%, transparent); color: var(--accent-deep); }

.icon { flex: none; display: grid; place-items: center; width: 44px; padding: 0; border: 1px solid transparent; border-radius: var(--corner); background: none; color: var(--ink); }
.icon:hover { background: color-mix(in srgb, var(--ink) 8%, transparent); }
.icon svg { width: 1.4rem; height: 1.4rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }

.menu { position: relative; flex: none; }
.items {
  position: absolute; inset: calc(100% + .25rem) 0 auto auto; z-index: 2; min-width: 15rem; padding: .4rem;
  background: var(--card); border: 1px solid var(--line); border-radius: min(var(--radius), 1rem);
  box-shadow: 0 2px 6px rgb(0 0 0 / 12%), 0 12px 32px rgb(0 0 0 / 16%);
}
.items button {
  display: flex; align-items: center; gap: .6rem; width: 100%; padding: .35rem .7rem; border: 0; border-radius: var(--corner);
  background: none; font-size: 1rem; text-align: start; white-space: nowrap;
}
.items button:hover, .items button:focus-visible { background: color-mix(in srgb, var(--accent) 14%, transparent); }
.items button:focus-visible { outline-offset: -2px; }
.items svg { flex: none; width: 1.25rem; height: 1.25rem; fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }

.leave {
  flex: none; padding: .3rem 1.1rem; border: 1px solid transparent; border-radius: var(--corner); background: var(--ink);
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
.bubble { position: relative; max-width: min(36rem, 92%); padding: .8rem 1.1rem; border-radius: var(--radius); overflow-wrap: anywhere; }
.bot .bubble { background: var(--card); border: 1px solid var(--line); border-end-start-radius: min(var(--radius), .4rem); box-shadow: var(--shade); }
.person .bubble { max-width: min(32rem, 86%); background: var(--mine); border: 1px solid transparent; border-end-end-radius: min(var(--radius), .4rem); }
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
.bubble img { display: block; max-width: 100%; height: auto; border-radius: var(--corner); margin: .25rem 0; }

.answers { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .8rem; max-width: 100%; }
.answer {
  max-width: 100%; padding: .45rem 1.05rem; border: 1.5px solid var(--accent); border-radius: calc(var(--radius) * 1.12);
  background: var(--card); color: var(--accent); font-size: 1rem; line-height: 1.35; font-weight: 550; text-align: start; overflow-wrap: anywhere;
}
.answer:hover { background: var(--accent); color: var(--on-accent); }

.trouble { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: .25rem; color: var(--warn); font-size: .9375rem; }
.when { margin-block: 1.5rem .6rem; font-size: .8125rem; text-align: center; color: var(--soft); }
.when:first-child { margin-top: 0; }
.when + .person { margin-top: 0; }
.file { display: inline-block; padding-block: .25rem; }
.divider { display: flex; align-items: center; gap: 1rem; margin-block: 2rem 1.5rem; color: var(--soft); font-size: .875rem; }
.divider::before, .divider::after { content: ""; flex: 1; border-top: 1px solid var(--line); }

.typing { position: relative; display: inline-flex; gap: .35rem; padding: 1.05rem 1.1rem; border-radius: var(--radius); border-end-start-radius: min(var(--radius), .4rem); background: var(--card); border: 1px solid var(--line); }
.typing i { width: .5rem; height: .5rem; border-radius: 50%; background: var(--soft); animation: breathe 1.6s ease-in-out infinite; }
.typing i:nth-of-type(2) { animation-delay: .2s; }
.typing i:nth-of-type(3) { animation-delay: .4s; }
@keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
.scroll .bot .bubble { animation: arrive .25s ease-out; }
@keyframes arrive { from { opacity: 0; transform: translateY(6px); } }

footer {
  position: relative; padding: .25rem 0 max(.75rem, env(safe-area-inset-bottom));
  background: var(--paper); box-shadow: 0 -.5rem .75rem var(--paper);
}
.connection { font-size: .9375rem; color: var(--warn); text-align: center; }
.connection:not(:empty) { padding-block: .35rem .5rem; }
.notice {
  display: flex; align-items: center; gap: .75rem; margin-block: .25rem .6rem; padding: .35rem .35rem .35rem 1rem;
  border: 1px solid var(--line); border-radius: var(--corner); background: var(--card); font-size: .9375rem; line-height: 1.4;
}
.notice [role=status] { flex: 1; padding-block: .3rem; }
.notice .quiet { white-space: nowrap; }
.entry {
  display: flex; align-items: flex-end; gap: .5rem; padding: .4rem .4rem .4rem 1.1rem;
  background: var(--card); border: 1.5px solid var(--edge); border-radius: calc(var(--radius) * 1.28); box-shadow: var(--shade);
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
@container chat (max-width: 30em) {
  .column { padding-inline: .9rem; }
  .bar { display: grid; grid-template-columns: auto 1fr auto auto; gap: 0 .4rem; padding-block: .6rem .2rem; }
  .mark { width: 2rem; height: 2rem; }
  .titles { display: contents; }
  .titles p { grid-area: 2 / 1 / auto / span 3; font-size: .8125rem; }
  .leave { grid-area: 1 / 3; }
  .leave:last-child { grid-column: 3 / span 2; }
  .close { grid-area: 1 / 4; }
  .menu { grid-area: 2 / 4; }
  .scroll { padding-top: 1.1rem; }
  .bubble { max-width: 94%; }
}
@container chat (max-width: 20em) { .bar .mark { display: none; } .leave { padding-inline: .7rem; } }

dialog {
  all: initial; display: none; position: fixed; inset: auto var(--gap) var(--gap) auto; z-index: var(--tightrope-layer, 2147483000);
  width: min(26rem, 100vw - 2 * var(--gap)); height: min(42rem, 100vh - 2 * var(--gap)); height: min(42rem, 100dvh - 2 * var(--gap));
  overflow: hidden; border: 1px solid var(--line); border-radius: max(var(--radius), 4px); background: var(--paper);
  box-shadow: 0 4px 12px rgb(0 0 0 / 12%), 0 16px 48px rgb(0 0 0 / 20%); animation: arrive .2s ease-out;
}
dialog[open] { display: block; }
dialog.full { inset: 0; width: 100%; max-width: none; height: 100vh; height: 100dvh; max-height: none; border: 0; border-radius: 0; animation: none; }
:dir(rtl) > dialog:not(.full) { inset: auto auto var(--gap) var(--gap); }
.launcher {
  position: fixed; inset: auto var(--gap) max(var(--gap), env(safe-area-inset-bottom)) auto; z-index: var(--tightrope-layer, 2147483000);
  display: grid; place-items: center; width: 3.75rem; height: 3.75rem; border-radius: 50%; border: 2px solid transparent; cursor: pointer;
  background: var(--accent); color: var(--on-accent); box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 8px 24px rgb(0 0 0 / 18%);
}
:dir(rtl) > .launcher { inset: auto auto max(var(--gap), env(safe-area-inset-bottom)) var(--gap); }
.launcher[hidden] { display: none; }
.launcher:hover { background: var(--accent-deep); }
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.launcher svg { width: 1.9rem; height: 1.9rem; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.dot { position: absolute; inset: 0 0 auto auto; width: 1rem; height: 1rem; border-radius: 50%; background: #d9480f; border: 2px solid #ffffff; }

@media (prefers-reduced-motion: reduce) { .typing i, .scroll .bot .bubble, dialog { animation: none; } }
@media (prefers-contrast: more) {
  .bubble, .typing, .person .bubble { border: 2px solid var(--edge); }
  .bubble a, .quiet { text-decoration: underline; }
}
@media (forced-colors: active) {
  .bubble, .person .bubble, .typing, .send, .leave, .icon, .launcher { border: 1px solid; }
  .items svg { stroke: currentColor; }
  .typing i, .dot { forced-color-adjust: none; background: CanvasText; }
  .mark { forced-color-adjust: none; }
}
`);
