/**
 * The colours: three that a site may set, and all others mixed from them.
 *
 * What a site sets on the element as `--tightrope-…` is explained in docs/web.md.
 */

const LIGHT = `
  --accent: var(--tightrope-accent, #2f6a5d);
  --paper: var(--tightrope-surface, #f7f1e8);
  --ink: var(--tightrope-text, #2b2723);
  --on-accent: var(--tightrope-on-accent, var(--readable, #ffffff));
  --card: color-mix(in srgb, var(--paper) 35%, #ffffff);
  --line: color-mix(in srgb, var(--ink) 11%, var(--paper));
  --mine: color-mix(in oklab, var(--vivid, var(--accent)) 16%, var(--card));
  --warn: #9a3412;
  --shade: 0 1px 2px rgb(70 50 30 / 7%), 0 6px 20px rgb(70 50 30 / 5%);
  color-scheme: light;
`;

const DARK = `
  --accent: var(--tightrope-accent, #8ecdb9);
  --paper: var(--tightrope-surface, #1b1a18);
  --ink: var(--tightrope-text, #f0eae1);
  --on-accent: var(--tightrope-on-accent, var(--readable, #12241f));
  --card: color-mix(in srgb, var(--ink) 6%, var(--paper));
  --line: color-mix(in srgb, var(--ink) 15%, var(--paper));
  --mine: color-mix(in oklab, var(--vivid, var(--accent)) 22%, var(--card));
  --warn: #f3a57c;
  --shade: none;
  color-scheme: dark;
`;

/** Black, white, and lines that can be seen. */
const CONTRAST_LIGHT = `
  --paper: #ffffff; --card: #ffffff; --ink: #000000; --soft: #1f1f1f; --line: #000000; --edge: #000000;
  --accent: #0b4237; --on-accent: #ffffff; --mine: #ffffff; --warn: #7a1f00; --shade: none;
`;
const CONTRAST_DARK = `
  --paper: #000000; --card: #000000; --ink: #ffffff; --soft: #e6e6e6; --line: #ffffff; --edge: #ffffff;
  --accent: #b5f0dd; --on-accent: #000000; --mine: #000000; --warn: #ffc9ab;
`;
/** The colours somebody has chosen for everything. */
const FORCED = `
  --paper: Canvas; --card: Canvas; --ink: CanvasText; --soft: CanvasText; --line: CanvasText; --edge: CanvasText;
  --accent: LinkText; --accent-deep: LinkText; --on-accent: Canvas; --mine: Canvas; --warn: CanvasText; --shade: none;
`;

/** The rules that give `host` its colours: `:host` of an element, or the `:root` of a page of ours. */
export function themeOf(host: ":host" | ":root"): string {
  /** `host`, where it fulfils `condition`. */
  const where = (condition: string) => (host === ":host" ? `:host(${condition})` : `:root${condition}`);
  const unlessLight = where(":not([theme=light])");
  return `
${host} {
  --radius: var(--tightrope-radius, 1.25rem);
  --corner: min(var(--radius), .75rem);
  --font: var(--tightrope-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  --gap: var(--tightrope-gap, 1.25rem);
  --soft: color-mix(in srgb, var(--ink) 74%, var(--paper));
  --edge: color-mix(in srgb, var(--ink) 55%, var(--paper));
  --accent-deep: color-mix(in srgb, var(--accent) 80%, var(--ink));
  ${LIGHT}
}
@media (prefers-color-scheme: dark) { ${unlessLight} { ${DARK} } }
${where("[theme=dark]")} { ${DARK} }
@supports (color: oklch(from red l c h)) {
  /* Black or white, whichever can be read on the accent. */
  ${host} { --readable: oklch(from var(--accent) clamp(0, (.62 - l) * 1000, 1) 0 0); }
  /* Mixed with the surface, the accent would turn grey. */
  ${host} { --vivid: oklch(from var(--accent) l calc(c * 1.8) h); }
}
@media (prefers-contrast: more) {
  ${host} { ${CONTRAST_LIGHT} }
  ${where("[theme=dark]")} { ${CONTRAST_DARK} }
}
@media (prefers-contrast: more) and (prefers-color-scheme: dark) { ${unlessLight} { ${CONTRAST_DARK} } }
@media (forced-colors: active) { ${host}, ${where("[theme]")}, ${unlessLight} { ${FORCED} } }
`;
}
