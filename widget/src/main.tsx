/**
 * The custom element `<tightrope-chat>`.
 *
 * Attributes, read when it is put on a page:
 * - `server`: origin of the Rasa server; without it the page's own
 * - `socket-path`: path of the socket there, `/socket.io` without it
 * - `greet-payload`: sent unseen when a session is new, `/greet` without it; empty for no greeting
 * - `page`: fill the window instead of the place the element has
 */
import { render } from "preact";
import { Chat } from "./Chat";
import { pageSheet, sheet } from "./styles";

class TightropeChat extends HTMLElement {
  private readonly root = this.attachShadow({ mode: "open" });

  connectedCallback(): void {
    this.root.adoptedStyleSheets = [sheet];
    if (this.hasAttribute("page")) document.adoptedStyleSheets = [pageSheet];
    const server = (this.getAttribute("server") ?? "").replace(/\/+$/, "");
    const path = this.getAttribute("socket-path") ?? "/socket.io";
    const greeting = this.getAttribute("greet-payload") ?? "/greet";
    render(<Chat server={server} path={path} greeting={greeting} clear={this.clear} />, this.root);
  }

  disconnectedCallback(): void {
    this.clear();
  }

  private readonly clear = (): void => render(null, this.root);
}

customElements.define("tightrope-chat", TightropeChat);
