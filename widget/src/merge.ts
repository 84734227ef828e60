/** Two tabs, one conversation: joining their copies, so that neither loses what the other has. */
import { MAX_ENTRIES, restore, STATES, type Conversation, type Entry } from "./conversation";

/** What an entry is known by in every tab. */
function keyOf(entry: Entry): string {
  switch (entry.from) {
    case "person":
      return `person ${entry.id}`;
    case "bot":
      return `bot ${entry.seq ?? `${entry.at} ${entry.text}`}`;
    case "divider":
      return `divider ${entry.at}`;
  }
}

/** How settled a message is: how often its state changed and, among equals, which state it is. */
function settled(entry: Entry): number {
  return entry.from === "person" ? entry.changes + STATES.indexOf(entry.state) / STATES.length : 0;
}

/** Of two copies of an entry the newer, at the earlier of their times. */
function newer(one: Entry, other: Entry): Entry {
  return { ...(settled(other) > settled(one) ? other : one), at: Math.min(one.at, other.at) };
}

/** True if the session of `one` is the one to go on with: the later, and the same in every tab. */
function leads(one: Conversation, other: Conversation): boolean {
  if (one.since !== other.since) return one.since > other.since;
  return (one.token ?? "") >= (other.token ?? "");
}

/** The same, to the letter, as it is when it comes from storage. */
function normal(conversation: Conversation): Conversation {
  return restore(JSON.stringify(conversation));
}

/**
 * All that is in either, in the order of time. Whichever tab joins them, and however often, the same
 * comes of it; so tabs that tell each other what they have come to an end.
 */
export function merge(own: Conversation, others: Conversation): Conversation {
  const [one, other] = [normal(own), normal(others)];
  const found = new Map<string, Entry>();
  for (const entry of [...one.entries, ...other.entries]) {
    const key = keyOf(entry);
    const known = found.get(key);
    found.set(key, known === undefined ? entry : newer(known, entry));
  }
  const byTime = [...found].sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
  const [leader, follower] = leads(one, other) ? [one, other] : [other, one];
  // Another session counts its replies anew.
  const same = sessionOf(leader.token) === sessionOf(follower.token);
  return {
    token: leader.token,
    since: leader.since,
    last: Math.max(leader.last, same ? follower.last : 0),
    seen: Math.max(leader.seen, same ? follower.seen : 0),
    entries: byTime.map(([, entry]) => entry).slice(-MAX_ENTRIES),
  };
}

/** The session a token stands for. Only to compare: whether the token is good, the server decides. */
export function sessionOf(token: string | null): string | null {
  try {
    const claims = (token ?? "").split(".")[1] ?? "";
    const { sub } = JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))) as { sub?: unknown };
    return typeof sub === "string" ? sub : null;
  } catch {
    return null;
  }
}
