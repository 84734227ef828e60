/**
 * The custom element `<tightrope-chat>`, and the script tag that puts it on a site by itself.
 *
 * Attributes of the element, read when it is put on a page:
 * - `server`: origin of the Rasa server; without it the page's own
 * - `socket-path`: path of the socket there, `/socket.io` without it
 * - `greet-payload`: sent unseen when a session is new, `/greet` without it; empty for no greeting
 * - `theme`: `light` or `dark`; without it as the device is set
 * - `launcher`: a button in the corner that opens the chat, in place of the chat itself
 * - `page`: fill the window instead of the place the element has
 */
import { render } from "preact";
import type { Options } from "./controller";
import { embedWhenReady, scriptTag } from "./embed";
import { InPlace } from "./InPlace";
import { Launcher } from "./Launcher";
import { pageSheet, sheet } from "./styles";

class TightropeChat extends HTMLElement {
  private readonly root = this.attachShadow({ mode: "open" });

  connectedCallback(): void {
    const page = this.hasAttribute("page");
    this.root.adoptedStyleSheets = [sheet];
    if (page) document.adoptedStyleSheets = [pageSheet];
    const options = this.options();
    const chat = this.hasAttribute("launcher") ? <Launcher {...options} /> : <InPlace {...options} page={page} />;
    render(chat, this.root);
  }

  disconnectedCallback(): void {
    this.clear();
  }

  private options(): Options {
    return {
      server: (this.getAttribute("server") ?? "").replace(/\/+$/, ""),
      path: this.getAttribute("socket-path") ?? "/socket.io",
      greeting: this.getAttribute("greet-payload") ?? "/greet",
      clear: this.clear,
    };
  }

  private readonly clear = (): void => render(null, this.root);
}

const script = scriptTag();
// A page may load the script twice.
if (customElements.get("tightrope-chat") === undefined) {
  customElements.define("tightrope-chat", TightropeChat);
  if (script !== null) embedWhenReady(script);
}
