/** How the teachers' page looks: the colours of the chat, room to read, and nothing that moves. */
import { sheetOf } from "../../shared/sheet";
import { themeOf } from "../../shared/theme";

export const sheet = sheetOf(`
${themeOf(":root")}
:root { --tint: color-mix(in srgb, var(--accent) 12%, var(--card)); --small: .5rem; }
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--font); }
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; }
h2 { font-size: 1.125rem; line-height: 1.3; }
h3 { font-size: 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main:focus, .words:focus:not(.long) { outline: none; }
.skip { position: absolute; inset: .5rem auto auto .5rem; z-index: 9; padding: .5rem 1rem; background: var(--card); color: var(--accent); }
.skip:not(:focus) { width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }

button {
  display: inline-flex; align-items: center; justify-content: center; gap: .45rem; min-height: 2.25rem; padding: .3rem .85rem; border: 1px solid var(--line); border-radius: var(--small); background: var(--card);
  font: inherit; font-size: .9375rem; font-weight: 550; color: var(--accent); cursor: pointer;
}
button:hover { background: var(--tint); color: var(--accent-deep); }
button.main { border-color: transparent; background: var(--accent); color: var(--on-accent); }
button.main:hover { background: var(--accent-deep); }
button.main.warn { background: var(--warn); color: var(--paper); }
button:disabled, button.main[aria-disabled=true] { border-color: var(--line); background: var(--card); color: var(--soft); }
button:disabled { cursor: default; }
kbd {
  display: inline-block; min-width: 1.45rem; padding: 0 .3rem; border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  border-radius: .3rem; font: 600 .75rem/1.35rem ui-monospace, Menlo, Consolas, monospace; text-align: center;
}
.icon { width: 2.25rem; padding: 0; border-color: transparent; background: none; color: var(--ink); }
.icon svg { width: 1.3rem; height: 1.3rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.row.end { justify-content: flex-end; margin-top: 1rem; }
input[type=text], input[type=password], textarea {
  width: 100%; padding: .55rem .8rem; border: 1.5px solid var(--edge); border-radius: var(--small); background: var(--card); font: inherit; color: inherit;
}
textarea { display: block; resize: vertical; }

header { position: sticky; top: 0; z-index: 3; background: var(--card); border-bottom: 1px solid var(--line); }
.top { display: flex; align-items: center; gap: .25rem .6rem; max-width: 90rem; min-height: 3.5rem; margin: 0 auto; padding: .35rem 1.25rem; }
.mark { flex: none; width: 2rem; height: 2rem; }
.mark rect { fill: var(--tightrope-accent, #2f6a5d); }
.mark path { fill: none; stroke: #f6efe5; stroke-width: 2; stroke-linecap: round; }
.mark circle { fill: #f2b98b; }
.brand { font-weight: 650; line-height: 1.15; }
.brand span { display: block; font-size: .8125rem; font-weight: 400; color: var(--soft); }
nav { flex: 1; display: flex; gap: .15rem; min-width: 0; margin-inline: .5rem; }
nav a {
  flex: none; display: flex; align-items: center; gap: .4rem; min-height: 2.25rem; padding: .25rem .7rem; border-radius: var(--small);
  font-size: .9375rem; color: var(--ink); text-decoration: none;
}
nav a:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); }
nav a[aria-current] { background: var(--tint); font-weight: 600; color: var(--accent-deep); box-shadow: inset 0 -2px var(--accent); }
.count { min-width: 1.4rem; padding: 0 .4rem; border-radius: 1rem; background: color-mix(in srgb, var(--ink) 10%, transparent); font-size: .8125rem; line-height: 1.4rem; text-align: center; color: var(--ink); }
.who { max-width: 12rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .875rem; color: var(--soft); }

main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
main.wide { max-width: 90rem; padding-top: .75rem; padding-bottom: 0; }
main > h1 + .lead { margin: .35rem 0 1.25rem; max-width: 44rem; color: var(--soft); }
main > h2 { margin: 2rem 0 .6rem; }
.empty { padding: 2rem 0; color: var(--soft); }
.door { max-width: 26rem; padding-top: 12vh; }
.door .mark { width: 3rem; height: 3rem; margin-bottom: .75rem; }
.door p { margin: .5rem 0 1.25rem; }
.login { display: grid; gap: .6rem; justify-items: start; }
.login label { font-weight: 600; }
.login .trouble { width: 100%; }
.told {
  position: fixed; inset: 4.25rem 1rem auto auto; z-index: 4; max-width: min(26rem, 100vw - 2rem); padding: .5rem .9rem; border-radius: var(--small);
  background: var(--ink); font-size: .9375rem; color: var(--paper); pointer-events: none;
}
.told:empty { display: none; }

.progress { flex: 1; text-align: end; font-size: .875rem; color: var(--soft); }
.desk { display: grid; grid-template-columns: minmax(0, 1fr) minmax(14rem, 17.5rem); gap: 1.25rem; align-items: start; }
.paper { padding: .6rem 1.25rem 0; border: 1px solid var(--line); border-radius: .9rem .9rem 0 0; background: var(--card); }
.why { font-size: .875rem; color: var(--soft); }
.words { margin: .5rem 0 .6rem; font-size: 1.375rem; line-height: 1.4; white-space: pre-wrap; overflow-wrap: anywhere; }
.words.long { max-height: 38vh; overflow-y: auto; padding-inline-end: .5rem; font-size: 1.125rem; }
.words::selection { background: var(--accent); color: var(--on-accent); }
.tools button { min-height: 1.9rem; padding: .1rem .6rem; font-size: .875rem; }
.tools .why { flex: 1; min-width: 12rem; }
.second, .suggestion, .noted { margin-top: .5rem; padding: .3rem .8rem; border-radius: var(--small); background: var(--tint); }
.suggestion { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .4rem 1rem; }
.suggestion button { min-height: 1.9rem; padding: .1rem .6rem; }
.noted { font-size: .9375rem; overflow-wrap: anywhere; }

.questions { margin-top: .6rem; border-top: 1px solid var(--line); }
.question { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .1rem .75rem; padding: .4rem 0 .25rem; border-bottom: 1px solid var(--line); }
.question .name { grid-row: 1 / span 2; padding-top: .3rem; font-size: .9375rem; font-weight: 600; line-height: 1.35; }
.question .hint { grid-column: 2; min-height: 1.3em; font-size: .8125rem; line-height: 1.3; color: var(--soft); }
.choices { display: flex; flex-wrap: wrap; gap: .3rem .35rem; }
.question.wrong { box-shadow: -.6rem 0 0 -.3rem var(--warn); }
.question.wrong .name { color: var(--warn); }
.question.waits .hint { font-weight: 650; color: var(--accent); }
.question.waits kbd { background: var(--accent); color: var(--on-accent); }
.question.dimmed .name, .questions.dimmed .name { color: var(--soft); font-weight: 400; }
.questions.dimmed .choice { border-style: dotted; }
.choice {
  position: relative; display: inline-flex; align-items: center; gap: .35rem; min-height: 2rem; padding: .1rem .55rem .1rem .35rem;
  border: 1.5px solid var(--line); border-radius: var(--small); background: var(--paper); font-size: .875rem; line-height: 1.25; color: var(--ink); cursor: pointer;
}
.choice:hover { border-color: var(--accent); }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: inherit; }
.choice.read { border: 2px dashed var(--accent); }
.choice:has(input:checked) { border: 1.5px solid var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
.choice:has(input:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice:has(input:disabled) { border: 1.5px dotted var(--line); background: none; color: var(--soft); cursor: default; }
.choice:has(input:disabled) kbd { opacity: .7; }

.bar { position: sticky; bottom: 0; z-index: 2; margin: .5rem -1.25rem 0; padding: .6rem 1.25rem; border-top: 1px solid var(--line); background: var(--card); }
main > .bar { margin: 1.5rem 0 0; padding-inline: 0; background: var(--paper); }
.bar .main { min-width: 8rem; }
.trouble { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; margin-bottom: .6rem; padding: .45rem .8rem; border: 1.5px solid var(--warn); border-radius: var(--small); background: var(--card); color: var(--warn); }
.trouble p { margin: 0; }

.like { position: sticky; top: 4.25rem; max-height: calc(100vh - 5rem); overflow-y: auto; padding: .25rem .25rem 1rem 0; }
.like h2 { margin-bottom: .5rem; font-size: 1rem; }
.like li { padding: .65rem 0; border-top: 1px solid var(--line); font-size: .9375rem; line-height: 1.4; overflow-wrap: anywhere; }
.like li.nearly { padding-inline: .7rem; border: 1.5px solid var(--accent); border-radius: var(--small); }
.like .tags { margin: .35rem 0 .15rem; }
.flag { display: inline-block; font-size: .8125rem; font-weight: 650; color: var(--accent-deep); }
.tags { display: flex; flex-wrap: wrap; gap: .3rem; }
.tags li { padding: 0 .5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--tint); font-size: .8125rem; line-height: 1.5rem; }
.like .tags li { padding-block: 0; border: 1px solid var(--line); font-size: .8125rem; line-height: 1.5rem; }
.tags li.danger, .like .tags li.danger { border-color: var(--warn); font-weight: 600; color: var(--warn); }
.nothing { display: grid; justify-items: center; gap: .5rem; padding: 12vh 1rem; text-align: center; }
.nothing svg { width: 9rem; fill: none; stroke: var(--accent); stroke-width: 3; stroke-linecap: round; }
.nothing svg circle { fill: #f2b98b; stroke: none; }
.nothing h2 { font-size: 1.5rem; }
.nothing .row { margin-top: .75rem; }

dialog { width: min(34rem, 100vw - 2rem); max-height: min(46rem, 100vh - 3rem); padding: 1.1rem 1.25rem 1.25rem; overflow: auto; border: 1px solid var(--line); border-radius: .9rem; background: var(--card); color: var(--ink); }
dialog.wide { width: min(52rem, 100vw - 2rem); }
dialog::backdrop { background: rgb(20 16 12 / 45%); }
dialog .title { display: flex; align-items: flex-start; justify-content: space-between; gap: 1rem; margin-bottom: .6rem; }
dialog .title h2 { padding-top: .35rem; overflow-wrap: anywhere; }
dialog p { margin-bottom: .75rem; }
.search { margin-bottom: .6rem; }
.options { max-height: 22rem; overflow-y: auto; }
.options li { padding: .45rem .6rem; border-radius: var(--small); cursor: pointer; }
.options li span { color: var(--soft); }
.options li:hover { background: color-mix(in srgb, var(--ink) 7%, transparent); }
.options li[aria-selected=true] { background: var(--tint); box-shadow: inset 3px 0 var(--accent); }
.stand-ins { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .4rem; }
.stand-ins button { width: 100%; justify-content: flex-start; padding-inline: .7rem; text-align: start; }
.stand-ins span { color: var(--soft); font-weight: 400; }
.help table { width: 100%; margin-bottom: 1rem; border-collapse: collapse; font-size: .9375rem; }
.help caption { padding: .4rem 0; text-align: start; }
.help td, .help tbody th { padding: .3rem .5rem .3rem 0; border-top: 1px solid var(--line); vertical-align: top; text-align: start; font-weight: 400; }
.help tbody th { width: 12rem; font-weight: 600; }
.help td:first-child { width: 3.5rem; }

.cards { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
.cards.tight { gap: .5rem; }
.card { padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .9rem; background: var(--card); }
.tight .card { padding: .7rem 1rem; }
.tight .card .row { margin: .35rem 0 0 1.85rem; }
.card .said { margin: .3rem 0 .75rem; font-size: 1.125rem; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
.card > .row, .card > button { margin-top: .6rem; }
.card > h2 { margin-top: .75rem; font-size: 1rem; }
.card > .trouble { margin-top: .6rem; }
.done { margin-bottom: 1.5rem; border-color: var(--accent); background: var(--tint); }
.done > h2, .done > h3 { margin: .25rem 0 .5rem; }
.anew .row { margin-top: .75rem; }
.anew .trouble { margin-top: .75rem; }
.check { display: flex; align-items: flex-start; gap: .6rem; overflow-wrap: anywhere; }
.check input { flex: none; width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent); }
.check.all { margin: 0 0 .6rem; padding-inline: 1rem; font-weight: 600; }
.plain li { padding: .45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.reason { font-size: .9375rem; color: var(--warn); }
.steps { display: grid; gap: .5rem; margin-bottom: .75rem; }
.steps li { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; }
p:has(> .command) { margin: .5rem 0 1.25rem; }
.command { display: inline-flex; flex-wrap: wrap; align-items: center; gap: .4rem; }
.command code { padding: .2rem .55rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--card); }
.command button { min-height: 1.9rem; padding: .1rem .6rem; font-size: .875rem; }
code { font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
summary { padding: .3rem 0; font-weight: 550; cursor: pointer; }

.diff { margin: .5rem 0 1rem; border: 1px solid var(--line); border-radius: var(--small); background: var(--card); color: var(--ink); overflow: hidden; }
.diff h3 { padding: .45rem .8rem; border-bottom: 1px solid var(--line); font-size: .9375rem; }
.diff h3 .soft { font-weight: 400; }
.lines { max-height: 24rem; overflow: auto; padding: .3rem 0; }
.lines p { display: flex; margin: 0; padding: 0 .8rem; line-height: 1.5; }
.lines .sign { flex: none; width: 1.2rem; font: 700 .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
.lines code { white-space: pre-wrap; overflow-wrap: anywhere; }
.lines .added { background: color-mix(in srgb, #2e7d4f 17%, var(--card)); }
.lines .removed { background: color-mix(in srgb, #b3401f 16%, var(--card)); }
.lines .same, .lines .gap { color: var(--soft); }

.wide-table { overflow-x: auto; margin-top: .5rem; }
.voices button { font-size: .875rem; line-height: 1.25; }
table { border-collapse: collapse; }
th, td { text-align: start; }
.voices { width: 100%; font-size: .9375rem; }
.voices th, .voices td { padding: .35rem .6rem; border-top: 1px solid var(--line); vertical-align: top; }
.voices thead th { border-top: 0; }
.voices tbody th { width: 11rem; font-weight: 400; color: var(--soft); }
.voices .differs td { background: var(--tint); font-weight: 600; }
.voices .differs th { color: var(--ink); }
.voices .flag { padding: 0 .4rem; border: 1px solid var(--accent); border-radius: 1rem; line-height: 1.3; font-size: .75rem; }
.voices tfoot td { border-top: 1px solid var(--line); }
.cells { font-size: .9375rem; }
.cells caption { padding-bottom: .4rem; text-align: start; font-size: .875rem; color: var(--soft); }
.cells th, .cells td { padding: .35rem .7rem; border: 1px solid var(--line); }
.cells thead th { text-align: center; font-weight: 550; }
.cells thead th[rowspan] { text-align: start; }
.cells tbody th { font-weight: 550; }
.cells td, .number { text-align: end; font-variant-numeric: tabular-nums; }
.shade-1 { background: color-mix(in srgb, var(--accent) 7%, var(--card)); }
.shade-2 { background: color-mix(in srgb, var(--accent) 15%, var(--card)); }
.shade-3 { background: color-mix(in srgb, var(--accent) 24%, var(--card)); }
.shade-4 { background: color-mix(in srgb, var(--accent) 34%, var(--card)); }
.shade-5 { background: color-mix(in srgb, var(--accent) 40%, var(--card)); }
.counts th, .counts td, .kappas th, .kappas td { padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); }
.counts tbody th, .kappas tbody th { font-weight: 550; }
.counts thead th, .kappas thead th { font-size: .875rem; color: var(--soft); }
.bar-cell { width: 14rem; }
.bar-cell svg { display: block; width: 100%; height: .6rem; fill: var(--accent); }
.kappas { width: 100%; }
.kappas + .soft, .wide-table + .soft { margin-top: .75rem; max-width: 46rem; font-size: .875rem; }
.interval { display: block; width: 9rem; height: .9rem; overflow: visible; }
.interval path { fill: none; stroke-width: 2; stroke-linecap: round; }
.interval .scale { stroke: var(--line); }
.interval .range { stroke: var(--accent); stroke-width: 3; }
.interval circle { fill: var(--accent); }
.versus { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin-top: .2rem; }
.versus dt { color: var(--soft); }
.versus dd { font-weight: 600; }
.versus .soft { font-weight: 400; }

@media (max-width: 72em) {
  .top { flex-wrap: wrap; }
  .brand { flex: 1; }
  nav { order: 1; flex: 1 0 100%; margin-inline: -.5rem; overflow-x: auto; padding: 3px; }
  .told, .like { top: 6.5rem; }
}
@media (max-width: 60em) {
  .desk { grid-template-columns: minmax(0, 1fr); }
  .like { position: static; max-height: none; }
}
@media (max-width: 44em) {
  main, main.wide { padding-inline: .75rem; }
  .top { padding-inline: .75rem; }
  .brand span { display: inline; }
  .paper { padding-inline: .9rem; }
  .bar { margin-inline: -.9rem; padding-inline: .9rem; }
  .question { grid-template-columns: minmax(0, 1fr); }
  .question .name { grid-row: 1; padding: 0; }
  .question .hint { grid-column: 1; min-height: 2.6em; }
  .bar .row { gap: .35rem; }
  .bar button { padding-inline: .65rem; }
  .bar .main { flex: 1; min-width: 6rem; }
  .progress { flex-basis: 100%; text-align: start; }
  .bar kbd, .tools kbd, .suggestion kbd { display: none; }
  .words { font-size: 1.1875rem; }
  .card { padding-inline: .9rem; }
  .bar-cell { width: 6rem; }
}
@media (pointer: coarse) {
  button, nav a, .icon, .choice, .tools button, .suggestion button, .command button { min-height: 44px; }
  .icon { min-width: 44px; }
  .bar kbd, .tools kbd, .suggestion kbd { display: none; }
}
@media (max-height: 34em) { .bar { position: static; } header { position: static; } }
@media (forced-colors: active) {
  .choice:has(input:checked) { outline: 3px solid Highlight; }
  nav a[aria-current] { text-decoration: underline; }
  .interval path, .nothing svg { stroke: CanvasText; }
  .bar-cell svg, .interval circle { fill: CanvasText; }
}
`);
