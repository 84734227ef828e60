import { describe, expect, it } from "vitest";
import {
  addPerson,
  addReply,
  awaitsGreeting,
  EMPTY,
  afterErasing,
  hasShown,
  isUnread,
  isWaiting,
  look,
  MAX_ENTRIES,
  restore,
  setState,
  takeSession,
  turnStart,
  type Conversation,
  type PersonEntry,
} from "../src/conversation";

const said = (id: string, hidden = false) => ({ id, text: `text ${id}`, payload: `payload ${id}`, hidden });
const reply = (text: string, more: object = {}) => ({ text, buttons: [], ...more });
const texts = (conversation: Conversation) =>
  conversation.entries.map((entry) => (entry.from === "divider" ? "—" : entry.text));
const stateOf = (conversation: Conversation, id: string) =>
  conversation.entries.find((entry): entry is PersonEntry => entry.from === "person" && entry.id === id)?.state;

describe("a conversation", () => {
  it("waits from sending until the turn has ended", () => {
    const sent = addPerson(EMPTY, said("a"));
    expect(isWaiting(sent)).toBe(true);
    expect(isWaiting(setState(sent, "a", "answered"))).toBe(false);
  });

  it("takes a replayed reply once", () => {
    let conversation = addReply(EMPTY, reply("one", { seq: 5 }));
    conversation = addReply(conversation, reply("one", { seq: 5 }));
    conversation = addReply(conversation, reply("two", { seq: 6 }));
    expect(texts(conversation)).toEqual(["one", "two"]);
  });

  it("takes every reply of a server that does not number them", () => {
    const conversation = addReply(addReply(EMPTY, reply("one")), reply("one"));
    expect(texts(conversation)).toEqual(["one", "one"]);
  });

  it("no longer calls a message unanswered when its answer comes late", () => {
    const late = setState(addPerson(EMPTY, said("a")), "a", "unanswered");
    expect(stateOf(addReply(late, reply("x", { seq: 1, re: "b" })), "a")).toBe("unanswered");
    expect(stateOf(addReply(late, reply("x", { seq: 1, re: "a" })), "a")).toBe("answered");
  });

  it("ends the buttons of older turns with the person's next message", () => {
    const asked = addReply(EMPTY, reply("one"));
    expect(turnStart(asked)).toBeLessThan(0);
    expect(turnStart(addPerson(asked, said("a")))).toBe(1);
  });

  it("draws a line where a new session follows shown messages, and none on an empty page", () => {
    const session = { token: "t", resumed: false, left: false };
    expect(takeSession(EMPTY, session).entries).toEqual([]);
    const before = { ...addReply(EMPTY, reply("one", { seq: 9 })), token: "old" };
    const after = takeSession(before, session);
    expect(texts(after)).toEqual(["one", "—"]);
    expect(after).toMatchObject({ token: "t", last: 0 });
    expect(texts(takeSession(before, { token: "t", resumed: true, left: false }))).toEqual(["one"]);
  });

  it("keeps nothing of a session that was left", () => {
    const before = { ...addPerson(addReply(EMPTY, reply("one", { seq: 9 })), said("a")), token: "old" };
    const after = takeSession(before, { token: "t", resumed: false, left: true });
    expect(after).toEqual({ ...EMPTY, token: "t", since: expect.any(Number) });
  });

  it("does not count the unseen greeting as shown", () => {
    const greeted = addPerson(EMPTY, said("g", true));
    expect(hasShown(greeted)).toBe(false);
    expect(awaitsGreeting(greeted)).toBe(true);
    expect(awaitsGreeting(setState(greeted, "g", "answered"))).toBe(false);
  });

  it("gives entries times that grow, whatever the clock does", () => {
    const conversation = addReply(addReply(addPerson(EMPTY, said("a"), 50), reply("one"), 40), reply("two"), 90);
    expect(conversation.entries.map((entry) => entry.at)).toEqual([50, 51, 90]);
  });

  it("is unread from a reply until it is looked at", () => {
    const heard = addReply(EMPTY, reply("one", { seq: 5 }));
    expect(isUnread(EMPTY)).toBe(false);
    expect(isUnread(heard)).toBe(true);
    expect(isUnread(look(heard))).toBe(false);
  });

  it("has nothing but the last word left when everything was erased", () => {
    let conversation = takeSession(EMPTY, { token: "t", resumed: true, left: false });
    conversation = addReply(addPerson(conversation, said("a")), reply("one", { seq: 4 }));
    conversation = afterErasing(addPerson(conversation, said("yes")), reply("gone", { seq: 5, erased: true }));
    expect(texts(setState(conversation, "yes", "answered"))).toEqual(["gone"]);
    expect(conversation).toMatchObject({ token: "t", last: 5 });
    expect(isWaiting(conversation)).toBe(false);
  });

  it("lets the oldest entries go", () => {
    let conversation = EMPTY;
    for (let index = 0; index <= MAX_ENTRIES; index += 1) {
      conversation = addReply(conversation, reply(`${index}`));
    }
    expect(conversation.entries).toHaveLength(MAX_ENTRIES);
    expect(texts(conversation)[0]).toBe("1");
  });
});

describe("a reload", () => {
  it("brings back what was shown", () => {
    let conversation = takeSession(EMPTY, { token: "t", resumed: true, left: false });
    conversation = setState(addPerson(conversation, said("a")), "a", "unsent");
    conversation = addReply(conversation, reply("one", { seq: 5 }));
    conversation = addReply(conversation, {
      seq: 6,
      buttons: [{ title: "Yes", payload: "/yes" }],
      image: { src: "data:image/png;base64,", alt: "a field" },
    });
    conversation = addReply(conversation, { seq: 7, buttons: [], file: { src: "/files/a", name: "a.txt" } });
    expect(restore(JSON.stringify(conversation))).toEqual(conversation);
  });

  it.each([
    null,
    "",
    "nonsense",
    "null",
    "[]",
    '"text"',
    '{"entries": {}}',
    '{"token": 5, "last": "x", "entries": [null, 5, {"from": "person"}, {"from": "bot"}, {"from": "x"}]}',
  ])("starts afresh from %j", (stored) => {
    expect(restore(stored)).toEqual(EMPTY);
  });
});
