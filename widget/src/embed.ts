/** Putting the chat on a site by one script tag, and what its `data-` attributes say. */

const FILE = "/tightrope-chat.js";
const TAG = "tightrope-chat";
/** What is handed on to the element as it is. */
const HANDED_ON = ["socket-path", "greet-payload", "theme"];

/** The tag that brought this script. A module is not told, so it is found by its address. */
export function scriptTag(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement && current.src !== "") return current;
  const tags = [...document.querySelectorAll<HTMLScriptElement>("script[src]")];
  return tags.findLast((tag) => new URL(tag.src).pathname.endsWith(FILE)) ?? null;
}

function elementFor(script: HTMLScriptElement): HTMLElement {
  const element = document.createElement(TAG);
  element.setAttribute("server", script.dataset["server"] ?? new URL(script.src).origin);
  for (const name of HANDED_ON) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) element.setAttribute(name, value);
  }
  return element;
}

/** Put the chat in the named place, or where the tag stands; below all else for a tag in the head. */
function putInline(script: HTMLScriptElement, element: HTMLElement): void {
  const { target } = script.dataset;
  if (target === undefined) {
    if (document.body.contains(script)) script.after(element);
    else document.body.append(element);
    return;
  }
  const place = document.getElementById(target.replace(/^#/, ""));
  if (place !== null) place.append(element);
  else console.error(`${TAG}: no element of this page has the id that data-target="${target}" names.`);
}

/** Put the chat on the page, as the tag says; a page that has the element already is left as it is. */
export function embed(script: HTMLScriptElement): void {
  if (document.querySelector(TAG) !== null) return;
  const element = elementFor(script);
  if (script.dataset["mode"] === "inline") {
    putInline(script, element);
    return;
  }
  element.setAttribute("launcher", "");
  document.body.append(element);
}

/** Do so once the page is there. */
export function embedWhenReady(script: HTMLScriptElement): void {
  if (document.readyState !== "loading") embed(script);
  else document.addEventListener("DOMContentLoaded", () => embed(script), { once: true });
}
