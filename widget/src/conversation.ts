/** The conversation as data, and the pure steps that change it. No browser, no socket. */
import { readReply, type Button, type FileLink, type Outcome, type Picture, type Reply, type Session } from "./protocol";

interface Dated {
  /** When it came here, in milliseconds; 0 where that is not known. Grows from entry to entry. */
  at: number;
}

/** What the person wrote or pressed: `text` is shown, `payload` is sent. `hidden` for the greeting's trigger. */
export interface PersonEntry extends Dated {
  from: "person";
  id: string;
  text: string;
  payload: string;
  hidden: boolean;
  state: "sending" | Outcome;
  /** How often `state` was set: of two copies, the one with more changes is the newer. */
  changes: number;
}

export interface BotEntry extends Dated {
  from: "bot";
  text?: string;
  buttons: Button[];
  image?: Picture;
  file?: FileLink;
  seq?: number;
}

/** A line between two sessions, when the server no longer knows the first. */
export interface DividerEntry extends Dated {
  from: "divider";
}

export type Entry = PersonEntry | BotEntry | DividerEntry;

export interface Conversation {
  /** The signed session token, or `null` before the server gave one. */
  token: string | null;
  /** When the token came, in milliseconds. */
  since: number;
  /** The highest `seq` that came. */
  last: number;
  /** The highest `seq` that came while the conversation was on the screen. */
  seen: number;
  entries: Entry[];
}

/** Older entries are let go beyond this, so that a long evening fits into the browser's storage. */
export const MAX_ENTRIES = 300;

export const EMPTY: Conversation = { token: null, since: 0, last: 0, seen: 0, entries: [] };

function withEntries(conversation: Conversation, entries: Entry[]): Conversation {
  return { ...conversation, entries: entries.slice(-MAX_ENTRIES) };
}

/** The time of a new entry: `now`, but always after the entry before it, whatever clocks do. */
function nextTime(conversation: Conversation, now: number): number {
  return Math.max(now, (conversation.entries.at(-1)?.at ?? 0) + 1);
}

/** Add what the person wrote, as being sent. */
export function addPerson(
  conversation: Conversation,
  said: Pick<PersonEntry, "id" | "text" | "payload" | "hidden">,
  now: number = Date.now(),
): Conversation {
  const at = nextTime(conversation, now);
  const { id, text, payload, hidden } = said;
  const entry: PersonEntry = { from: "person", at, id, text, payload, hidden, state: "sending", changes: 0 };
  return withEntries(conversation, [...conversation.entries, entry]);
}

/** Add a reply, once: a reply replayed after a lost connection is known by its `seq`. */
export function addReply(conversation: Conversation, reply: Reply, now: number = Date.now()): Conversation {
  const { re, erased: _, ...shown } = reply;
  const { seq } = reply;
  if (seq !== undefined && seq <= conversation.last) return conversation;
  const late = conversation.entries.some(
    (entry) => entry.from === "person" && entry.id === re && entry.state === "unanswered",
  );
  const heard = late && re !== undefined ? setState(conversation, re, "answered") : conversation;
  const entry: BotEntry = { from: "bot", at: nextTime(conversation, now), ...shown };
  return { ...withEntries(heard, [...heard.entries, entry]), last: seq ?? conversation.last };
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
      entry.from === "person" && entry.id === id && entry.state !== state
        ? { ...entry, state, changes: entry.changes + 1 }
        : entry,
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
  now: number = Date.now(),
): Conversation {
  const given = { token: session.token, since: now };
  if (session.left) return { ...EMPTY, ...given };
  if (session.resumed) return { ...conversation, ...given };
  const divider: Entry[] = hasShown(conversation)
    ? [{ from: "divider", at: nextTime(conversation, now) }]
    : [];
  return {
    ...withEntries(conversation, [...conversation.entries, ...divider]),
    ...given,
    last: 0,
    seen: 0,
  };
}

/** Note that all that came is on the screen. */
export function look(conversation: Conversation): Conversation {
  return { ...conversation, seen: conversation.last };
}

/** True if something came while the conversation was not on the screen. */
export function isUnread({ last, seen }: Conversation): boolean {
  return last > seen;
}

/** What is left when everything was erased: the reply that says so. */
export function afterErasing(conversation: Conversation, reply: Reply): Conversation {
  return addReply({ ...conversation, entries: [] }, reply);
}

/** True if anything of this conversation is on the screen. */
export function hasShown(conversation: Conversation): boolean {
  return conversation.entries.some((entry) => entry.from !== "person" || !entry.hidden);
}

/** True while an answer is awaited. */
export function isWaiting(conversation: Conversation): boolean {
  return conversation.entries.some(isSending);
}

/** True for a message that is on its way. */
export function isSending(entry: Entry): entry is PersonEntry {
  return entry.from === "person" && entry.state === "sending";
}

/** The place after which quick answers still count: those above it belong to an older turn. */
export function turnStart(conversation: Conversation): number {
  return conversation.entries.findLastIndex((entry) => entry.from !== "bot");
}

/** True while the greeting is on its way. */
export function awaitsGreeting(conversation: Conversation): boolean {
  return conversation.entries.some((entry) => isSending(entry) && entry.hidden);
}

/** The states of a message, from the least to the most settled. */
export const STATES = ["sending", "unsent", "unanswered", "refused", "answered"] as const;

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function readEntry(value: unknown): Entry | null {
  if (typeof value !== "object" || value === null) return null;
  const fields = value as Record<string, unknown>;
  const at = numberOf(fields["at"]);
  if (fields["from"] === "divider") return { from: "divider", at };
  if (fields["from"] === "bot") {
    const { image, file } = fields;
    const attachment = file === undefined ? { type: "image", payload: image } : { type: "file", payload: file };
    const reply = readReply({ ...fields, attachment });
    if (reply === null) return null;
    const { re: _re, ...shown } = reply;
    return { from: "bot", at, ...shown };
  }
  const { id, text, payload, hidden, state } = fields;
  if (typeof id !== "string" || typeof text !== "string" || typeof payload !== "string") return null;
  const known = STATES.find((one) => one === state) ?? "unanswered";
  const changes = numberOf(fields["changes"]);
  return { from: "person", at, id, text, payload, hidden: hidden === true, state: known, changes };
}

/** Rebuild a conversation from what was stored; `EMPTY` if it is not one. Never throws. */
export function restore(stored: string | null): Conversation {
  if (stored === null) return EMPTY;
  try {
    const { token, since, last, seen, entries } = JSON.parse(stored) as Record<string, unknown>;
    if (!Array.isArray(entries)) return EMPTY;
    return {
      token: typeof token === "string" ? token : null,
      since: numberOf(since),
      last: numberOf(last),
      seen: numberOf(seen),
      entries: entries.map(readEntry).filter((entry) => entry !== null),
    };
  } catch {
    return EMPTY;
  }
}
