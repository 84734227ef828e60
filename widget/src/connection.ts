/** The socket: opens a session, sends a message and waits for the end of its turn. */
import { io, type Socket } from "socket.io-client";
import { readOutcome, readReply, readSession, type Outcome, type Reply, type Session } from "./protocol";

export type Status = "connecting" | "ready" | "lost";

export interface Listener {
  /** What to resume, asked on every (re)connection. `keep`: whether the token stays on this device. */
  resume(): { token: string | null; last: number; keep: boolean };
  onSession(session: Session): void;
  onReply(reply: Reply): void;
  onStatus(status: Status): void;
  /** The session was left in another tab or on another device. */
  onLeft(): void;
}

export class Connection {
  private readonly socket: Socket;
  private readonly listener: Listener;
  private ready = false;
  private leaving = false;
  private waiting: Array<(ready: boolean) => void> = [];

  /** Connect to `server` (an origin; "" for the page's own). */
  constructor(server: string, path: string, listener: Listener) {
    this.listener = listener;
    this.socket = io(server || window.location.origin, {
      path,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelayMax: 8000,
    });
    this.socket.on("connect", () => void this.openSession());
    this.socket.on("disconnect", (reason) => this.lose(reason));
    this.socket.on("bot_uttered", (value: unknown) => {
      const reply = readReply(value);
      if (reply !== null && !this.leaving) this.listener.onReply(reply);
    });
    this.socket.on("left", () => this.listener.onLeft());
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
  }

  /** Send one message. Settles when its turn has ended, or after `patience` milliseconds. Never rejects. */
  async deliver(id: string, message: string, patience: number): Promise<Outcome> {
    const deadline = Date.now() + patience;
    if (!(await this.becomesReady(patience))) return "unsent";
    try {
      const left = Math.max(deadline - Date.now(), 1);
      return readOutcome(await this.socket.timeout(left).emitWithAck("user_uttered", { id, message }));
    } catch {
      return "unanswered";
    }
  }

  /** Leave the session and ask for a new one. */
  async startOver(): Promise<void> {
    this.ready = false;
    this.leaving = true;
    this.release(false);
    if (this.socket.connected) await this.openSession();
  }

  /** Ask for the session once more: for another one, or for a token that lasts as long as it now should. */
  renew(): void {
    if (this.ready && this.socket.connected) void this.openSession();
  }

  close(): void {
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.socket.close();
  }

  /** Try at once when the network or the person is back, not after the next pause. */
  private readonly hurry = (): void => {
    if (!this.socket.connected && navigator.onLine && !document.hidden) this.socket.disconnect().connect();
  };

  private async openSession(): Promise<void> {
    const { token, last, keep } = this.listener.resume();
    let session: Session | null = null;
    try {
      const answer: unknown = await this.socket
        .timeout(10_000)
        .emitWithAck("session_request", { session_id: token, last, keep });
      session = readSession(answer);
    } catch {
      // Handled below: no answer is as good as a wrong one.
    }
    if (session === null) {
      // A server that does not answer is asked again on a new connection.
      if (this.socket.connected) this.socket.disconnect().connect();
      return;
    }
    this.leaving = false;
    this.ready = true;
    this.listener.onStatus("ready");
    this.listener.onSession(session);
    // What waits to be sent to a session that was left is not for the new one.
    this.release(!session.left);
  }

  private lose(reason: Socket.DisconnectReason): void {
    this.ready = false;
    this.listener.onStatus("lost");
    // The client library comes back by itself, except after a goodbye from the server.
    if (reason === "io server disconnect") setTimeout(() => this.socket.connect(), 2000);
  }

  /** Let those go who wait for the session, or tell them that it will not come. */
  private release(ready: boolean): void {
    for (const settle of this.waiting.splice(0)) settle(ready);
  }

  private becomesReady(patience: number): Promise<boolean> {
    if (this.ready) return Promise.resolve(true);
    if (!navigator.onLine) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      this.waiting.push((ready) => {
        clearTimeout(timer);
        resolve(ready);
      });
    });
  }
}
