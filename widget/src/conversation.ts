/** The conversation as data, and the pure steps that change it. No browser, no socket. */
import { readReply, type Button, type Outcome, type Picture, type Reply, type Session } from "./protocol";

/** What the person wrote or pressed: `text` is shown, `payload` is sent. `hidden` for the greeting's trigger. */
export interface PersonEntry {
  from: "person";
  id: string;
  text: string;
  payload: string;
  hidden: boolean;
  state: "sending" | Outcome;
}

export interface BotEntry {
  from: "bot";
  text?: string;
  buttons: Button[];
  image?: Picture;
}

/** A line between two sessions, when the server no longer knows the first. */
export interface DividerEntry {
  from: "divider";
}

export type Entry = PersonEntry | BotEntry | DividerEntry;

export interface Conversation {
  /** The signed session token, or `null` before the server gave one. */
  token: string | null;
  /** The highest `seq` seen. */
  last: number;
  entries: Entry[];
}

/** Older entries are let go beyond this, so that a long evening fits into sessionStorage. */
export const MAX_ENTRIES = 300;

export const EMPTY: Conversation = { token: null, last: 0, entries: [] };

function withEntries(conversation: Conversation, entries: Entry[]): Conversation {
  return { ...conversation, entries: entries.slice(-MAX_ENTRIES) };
}

/** Add what the person wrote, as being sent. */
export function addPerson(
  conversation: Conversation,
  said: Pick<PersonEntry, "id" | "text" | "payload" | "hidden">,
): Conversation {
  const entry: PersonEntry = { from: "person", state: "sending", ...said };
  return withEntries(conversation, [...conversation.entries, entry]);
}

/** Add a reply, once: a reply replayed after a lost connection is known by its `seq`. */
export function addReply(conversation: Conversation, reply: Reply): Conversation {
  const { seq, re, ...shown } = reply;
  if (seq !== undefined && seq <= conversation.last) return conversation;
  const heard = conversation.entries.map((entry) =>
    entry.from === "person" && entry.id === re && entry.state === "unanswered"
      ? { ...entry, state: "answered" as const }
      : entry,
  );
  return {
    ...withEntries(conversation, [...heard, { from: "bot", ...shown }]),
    last: seq ?? conversation.last,
  };
}

/** Set how sending a message stands. */
export function setState(
  conversation: Conversation,
  id: string,
  state: PersonEntry["state"],
): Conversation {
  return {
    ...conversation,
    entries: conversation.entries.map((entry) =>
      entry.from === "person" && entry.id === id ? { ...entry, state } : entry,
    ),
  };
}

/**
 * Take the session the server gave. A new one under shown messages gets a line between; where the old
 * one was left, elsewhere or while this tab slept, nothing of it stays.
 */
export function takeSession(
  conversation: Conversation,
  session: Pick<Session, "token" | "resumed" | "left">,
): Conversation {
  if (session.left) return { ...EMPTY, token: session.token };
  if (session.resumed) return { ...conversation, token: session.token };
  const divider: Entry[] = hasShown(conversation) ? [{ from: "divider" }] : [];
  return {
    ...withEntries(conversation, [...conversation.entries, ...divider]),
    token: session.token,
    last: 0,
  };
}

/** True if anything of this conversation is on the screen. */
export function hasShown(conversation: Conversation): boolean {
  return conversation.entries.some((entry) => entry.from !== "person" || !entry.hidden);
}

/** True while an answer is awaited. */
export function isWaiting(conversation: Conversation): boolean {
  return conversation.entries.some((entry) => entry.from === "person" && entry.state === "sending");
}

/** The place after which quick answers still count: those above it belong to an older turn. */
export function turnStart(conversation: Conversation): number {
  return conversation.entries.findLastIndex((entry) => entry.from !== "bot");
}

/** True while the greeting is on its way. */
export function awaitsGreeting(conversation: Conversation): boolean {
  return conversation.entries.some(
    (entry) => entry.from === "person" && entry.hidden && entry.state === "sending",
  );
}

const STATES = ["sending", "answered", "unsent", "unanswered", "refused"] as const;

function readEntry(value: unknown): Entry | null {
  if (typeof value !== "object" || value === null) return null;
  const fields = value as Record<string, unknown>;
  if (fields["from"] === "divider") return { from: "divider" };
  if (fields["from"] === "bot") {
    const reply = readReply({
      ...fields,
      attachment: { type: "image", payload: fields["image"] },
    });
    if (reply === null) return null;
    const { seq: _seq, re: _re, ...shown } = reply;
    return { from: "bot", ...shown };
  }
  const { id, text, payload, hidden, state } = fields;
  if (typeof id !== "string" || typeof text !== "string" || typeof payload !== "string") return null;
  const known = STATES.find((one) => one === state) ?? "unanswered";
  return { from: "person", id, text, payload, hidden: hidden === true, state: known };
}

/** Rebuild a conversation from what was stored; `EMPTY` if it is not one. Never throws. */
export function restore(stored: string | null): Conversation {
  if (stored === null) return EMPTY;
  try {
    const { token, last, entries } = JSON.parse(stored) as Record<string, unknown>;
    if (!Array.isArray(entries)) return EMPTY;
    return {
      token: typeof token === "string" ? token : null,
      last: typeof last === "number" ? last : 0,
      entries: entries.map(readEntry).filter((entry) => entry !== null),
    };
  } catch {
    return EMPTY;
  }
}
