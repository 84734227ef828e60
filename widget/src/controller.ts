/** Holds the conversation of this tab: joins the pure steps, the socket and the storage. */
import { Connection, type Status } from "./connection";
import {
  addPerson,
  addReply,
  awaitsGreeting,
  EMPTY,
  hasShown,
  restore,
  setState,
  takeSession,
  type Conversation,
} from "./conversation";
import { asksToLeave, goTo, LEAVE_TO, tellServer } from "./leave";
import { load, save } from "./storage";

/** How long a turn may take before the person is told, in milliseconds. */
const PATIENCE = 15_000;

export interface Options {
  /** Origin of the server; "" for the page's own. */
  server: string;
  /** Path of the socket on it. */
  path: string;
  /** Sent unseen when a session is new; "" for no greeting. */
  greeting: string;
  /** Takes the chat off the screen, at once. */
  clear: () => void;
}

export interface View {
  conversation: Conversation;
  status: Status;
}

/** An id no other message has. `randomUUID` is missing on plain-http pages, so it is not used. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Controller {
  view: View;
  private connection: Connection | null = null;
  private leaveTo = LEAVE_TO;
  private left = false;
  private readonly options: Options;
  private readonly changed: () => void;

  /** Restore the tab's conversation. `changed` is called after every change of `view`. */
  constructor(options: Options, changed: () => void) {
    this.changed = changed;
    this.options = options;
    this.view = { conversation: restore(load()), status: "connecting" };
  }

  /** Connect, and send what was on its way when the page was left: the server answers it once. */
  start(): void {
    this.connection = new Connection(this.options.server, this.options.path, {
      resume: () => this.view.conversation,
      onSession: (session) => {
        this.leaveTo = session.leaveTo ?? LEAVE_TO;
        this.update(takeSession(this.view.conversation, session));
        if (!session.resumed) this.greet();
      },
      onReply: (reply) => this.update(addReply(this.view.conversation, reply)),
      onStatus: (status) => {
        this.view = { ...this.view, status };
        this.changed();
      },
      onLeft: () => this.leave(),
    });
    window.addEventListener("pageshow", this.onShow);
    for (const entry of this.view.conversation.entries) {
      if (entry.from === "person" && entry.state === "sending") void this.deliver(entry.id, entry.payload);
    }
  }

  /** Show `text` as the person's message and send `payload`; or leave, if that is what it asks for. */
  say(text: string, payload: string = text): void {
    if (asksToLeave(payload)) this.leave();
    else this.send(text, payload, false);
  }

  /** Send a message again. It keeps its id, so that the server answers it once. */
  async retry(id: string): Promise<void> {
    const entry = this.view.conversation.entries.find(
      (candidate) => candidate.from === "person" && candidate.id === id,
    );
    if (entry?.from === "person") await this.deliver(id, entry.payload);
  }

  /** Forget this tab's conversation and open a new session. */
  startOver(): void {
    this.update(EMPTY);
    save(null);
    void this.connection?.startOver();
  }

  /** Go away and leave nothing behind. Whether the server can be told makes no difference here. */
  leave(): void {
    if (this.left) return;
    this.left = true;
    const { token } = this.view.conversation;
    save(null);
    this.options.clear();
    if (token !== null) tellServer(this.options.server, token);
    goTo(this.leaveTo);
  }

  close(): void {
    window.removeEventListener("pageshow", this.onShow);
    this.connection?.close();
  }

  /** Back may bring a page as it was frozen, from before the conversation was wiped. */
  private readonly onShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && load() === null) this.startOver();
  };

  private greet(): void {
    const { greeting } = this.options;
    if (greeting !== "" && !awaitsGreeting(this.view.conversation)) this.send("", greeting, true);
  }

  private send(text: string, payload: string, hidden: boolean): void {
    const id = newId();
    this.update(addPerson(this.view.conversation, { id, text, payload, hidden }));
    void this.deliver(id, payload);
  }

  private async deliver(id: string, payload: string): Promise<void> {
    if (this.connection === null) return;
    this.update(setState(this.view.conversation, id, "sending"));
    const outcome = await this.connection.deliver(id, payload, PATIENCE);
    this.update(setState(this.view.conversation, id, outcome));
  }

  private update(conversation: Conversation): void {
    // A turn that was under way ends after the person has left.
    if (this.left) return;
    this.view = { ...this.view, conversation };
    if (conversation.token !== null || hasShown(conversation)) save(JSON.stringify(conversation));
    this.changed();
  }
}
