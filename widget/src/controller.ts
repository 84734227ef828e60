/** Holds the conversation of this tab: joins the pure steps, the socket and the storage. */
import { Connection, type Status } from "./connection";
import {
  addPerson,
  addReply,
  awaitsGreeting,
  EMPTY,
  afterErasing,
  hasShown,
  isSending,
  look,
  restore,
  setState,
  takeSession,
  type Conversation,
} from "./conversation";
import { asksToLeave, goTo, LEAVE_TO, tellServer } from "./leave";
import { merge, sessionOf } from "./merge";
import type { Reply, Session } from "./protocol";
import { Store, type End } from "./storage";
import { strings } from "./strings";

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
  /** True while the conversation is kept on this device. */
  kept: boolean;
  /** What to tell about keeping, until it is dismissed. */
  notice: string | null;
}

/** An id no other message has. `randomUUID` is missing on plain-http pages, so it is not used. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Controller {
  view: View;
  private readonly store = new Store();
  private connection: Connection | null = null;
  private stopWatching = () => {};
  private leaveTo = LEAVE_TO;
  private left = false;
  private onScreen = true;
  private explained = false;
  /** Ids of the messages whose turn somebody here waits for. */
  private readonly delivering = new Set<string>();
  private readonly options: Options;
  private readonly changed: () => void;

  /** Restore the tab's conversation. `changed` is called after every change of `view`. */
  constructor(options: Options, changed: () => void) {
    this.changed = changed;
    this.options = options;
    const conversation = restore(this.store.load());
    this.view = { conversation, status: "connecting", kept: this.store.shared, notice: null };
  }

  /** Connect, and send what was on its way when the page was left: the server answers it once. */
  start(): void {
    this.connection = new Connection(this.options.server, this.options.path, {
      resume: () => this.resume(),
      onSession: (session) => this.onSession(session),
      onReply: (reply) => (reply.erased ? this.forget(reply) : this.update(addReply(this.view.conversation, reply))),
      onStatus: (status) => this.show({ status }),
      onLeft: () => this.leave(),
    });
    this.stopWatching = this.store.watch(this.onOtherTab, this.onEnd);
    window.addEventListener("pageshow", this.onShow);
    this.view.conversation.entries.filter(isSending).forEach((entry) => void this.deliver(entry.id, entry.payload));
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

  /** Forget this conversation, in all tabs that share it, and open a new session. */
  startOver(): void {
    this.store.forget("over");
    this.show({ kept: false, notice: null });
    this.update(EMPTY);
    void this.connection?.startOver();
  }

  /** Keep the conversation on this device, and share it with other tabs; or no longer. */
  keep(on: boolean): void {
    if (on) this.keepOnDevice();
    else {
      this.keepInTab("off");
      this.show({ notice: strings.keptNoMore });
    }
    this.connection?.renew();
  }

  /** The person has read the notice. */
  dismiss(): void {
    this.show({ notice: null });
  }

  /** Whether the conversation is on the screen: what comes meanwhile is read. */
  setOnScreen(onScreen: boolean): void {
    this.onScreen = onScreen;
    if (onScreen) this.update(this.view.conversation);
  }

  /** Go away and leave nothing behind. Whether the server can be told makes no difference here. */
  leave(): void {
    if (this.left) return;
    this.left = true;
    const { token } = this.view.conversation;
    this.store.forget("left");
    this.options.clear();
    if (token !== null) tellServer(this.options.server, token);
    goTo(this.leaveTo);
  }

  close(): void {
    window.removeEventListener("pageshow", this.onShow);
    this.stopWatching();
    this.connection?.close();
    this.connection = null;
  }

  /** Back may bring a page as it was frozen, from before the conversation was wiped. */
  private readonly onShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    if (this.store.load() === null) this.startOver();
    else this.onOtherTab();
  };

  /** Another tab has said or heard something, or shares this conversation from now on. */
  private readonly onOtherTab = (): void => {
    const before = sessionOf(this.view.conversation.token);
    this.update(this.view.conversation);
    if (sessionOf(this.view.conversation.token) !== before) this.connection?.renew();
    this.view.conversation.entries.filter(isSending).forEach(({ id, payload }) => this.lookAfter(id, payload));
  };

  /** Deliver another tab's message, should that tab have been closed meanwhile. */
  private lookAfter(id: string, payload: string): void {
    if (this.delivering.has(id)) return;
    this.delivering.add(id);
    setTimeout(() => {
      const entry = this.view.conversation.entries.find((one) => isSending(one) && one.id === id);
      if (entry === undefined) this.delivering.delete(id);
      else void this.deliver(id, payload);
    }, PATIENCE);
  }

  /** Another tab has ended what they shared. */
  private readonly onEnd = (end: End): void => {
    if (end === "left") this.leave();
    else if (end === "over") this.startOver();
    else {
      this.keepInTab(end);
      this.connection?.renew();
    }
  };

  private resume(): { token: string | null; last: number; keep: boolean } {
    // Another tab may meanwhile have been given another session.
    this.update(this.view.conversation);
    const { token, last } = this.view.conversation;
    return { token, last, keep: this.store.shared };
  }

  private onSession(session: Session): void {
    this.leaveTo = session.leaveTo ?? LEAVE_TO;
    if (session.left) this.store.forget("over");
    this.update(takeSession(this.view.conversation, session));
    if (!session.resumed) this.greet();
  }

  private keepOnDevice(): void {
    const others = this.store.ofDevice();
    let { conversation } = this.view;
    // Where another tab keeps one already, its session is gone on with.
    if (others !== null) conversation = merge(restore(others), { ...conversation, since: 0 });
    if (!this.store.share(JSON.stringify(conversation))) {
      this.show({ notice: strings.cannotKeep });
      return;
    }
    this.show({ kept: true, notice: this.explained ? strings.keptAgain : strings.kept });
    this.explained = true;
    this.update(conversation);
  }

  private keepInTab(end: End): void {
    this.store.unshare(end);
    this.show({ kept: false, notice: null });
    this.update(this.view.conversation);
  }

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
    this.delivering.add(id);
    this.update(setState(this.view.conversation, id, "sending"));
    const outcome = await this.connection.deliver(id, payload, PATIENCE);
    this.delivering.delete(id);
    this.update(setState(this.view.conversation, id, outcome));
  }

  private update(conversation: Conversation): void {
    // A turn that was under way ends after the person has left.
    if (this.left) return;
    let next = this.store.shared ? merge(conversation, restore(this.store.load())) : conversation;
    if (this.onScreen) next = look(next);
    this.view = { ...this.view, conversation: next, kept: this.store.shared };
    this.save();
    this.changed();
  }

  /** Keep nothing but the reply that says that everything was erased. */
  private forget(reply: Reply): void {
    this.store.unshare("over");
    this.update(afterErasing(this.view.conversation, reply));
    this.connection?.renew();
  }

  private save(): void {
    const { conversation } = this.view;
    const value = JSON.stringify(conversation);
    if ((conversation.token !== null || hasShown(conversation)) && value !== this.store.load()) {
      this.store.save(value);
    }
  }

  private show(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.changed();
  }
}
