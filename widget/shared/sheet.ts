/** Constructed style sheets: they need no `style-src`, so that no page has to allow one. */

/** Many sites make the root's font small, to reckon with it: lengths in `rem` never go below this. */
const LEAST_REM = "16px";

/** A sheet of `css`. Its `@media` and `@container` use `em`, for which no variable can stand. */
export function sheetOf(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css.replaceAll(/(?<![\w.])(-?[\d.]+)rem\b/g, `calc($1 * max(1rem, ${LEAST_REM}))`));
  return made;
}
