/** Keeping the newest turn in sight. */

/** When the field or a keyboard takes room from `log`, keep what stands at its lower edge. Returns the undoing. */
export function holdLowerEdge(log: HTMLElement): () => void {
  let height = log.clientHeight;
  const observer = new ResizeObserver(() => {
    // When room is given back the browser does right by itself.
    log.scrollTop += Math.max(height - log.clientHeight, 0);
    height = log.clientHeight;
  });
  observer.observe(log);
  return () => observer.disconnect();
}

/** Space left above a message that stands at the upper edge, in pixels. */
const HEADROOM = 16;
/** How much of a long message stays in sight above its answer, in pixels. */
const PEEK = 96;

/**
 * Scroll `log` to its end, but never past the beginning of the newest answer: it is read from there.
 * Where not all of the answer fits, some of what it answers stays in sight above it.
 */
export function scrollToNewest(log: HTMLElement | null): void {
  if (log === null) return;
  const asked = [...log.querySelectorAll(".person")].at(-1);
  const below = (element: Element) => element.getBoundingClientRect().top - log.getBoundingClientRect().top;
  const toEnd = log.scrollHeight - log.clientHeight - log.scrollTop;
  const answer = asked?.nextElementSibling ?? null;
  if (asked === undefined || (answer !== null && toEnd <= below(answer) - HEADROOM)) {
    log.scrollTop += toEnd;
    return;
  }
  const most = Math.max(below(asked) - HEADROOM, answer === null ? -Infinity : below(answer) - PEEK);
  log.scrollTop += Math.min(toEnd, most);
}
