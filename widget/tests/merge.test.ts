import { describe, expect, it } from "vitest";
import { addPerson, addReply, EMPTY, MAX_ENTRIES, setState, type Conversation } from "../src/conversation";
import { merge, sessionOf } from "../src/merge";

const said = (id: string) => ({ id, text: id, payload: id, hidden: false });
const reply = (seq: number) => ({ text: `reply ${seq}`, buttons: [], seq });
const texts = (conversation: Conversation) =>
  conversation.entries.map((entry) => (entry.from === "divider" ? "—" : entry.text));
const token = (session: string) => `x.${btoa(JSON.stringify({ sub: session })).replaceAll("=", "")}.y`;

/** Numbers below `limit` that look like chance, the same each time. */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
}

describe("two tabs", () => {
  it("have what either said and heard, in the order of time", () => {
    const begun = addReply(EMPTY, reply(1), 10);
    const one = addReply(addPerson(begun, said("a"), 20), reply(2), 40);
    const other = addReply(addPerson(begun, said("b"), 30), reply(2), 50);
    expect(texts(merge(one, other))).toEqual(["reply 1", "a", "b", "reply 2"]);
    expect(merge(one, other).last).toBe(2);
  });

  it("know the newer state of a message, also after another try", () => {
    const sent = addPerson(EMPTY, said("a"), 1);
    const failed = setState(sent, "a", "unanswered");
    const again = setState(failed, "a", "sending");
    for (const [one, other] of [[sent, failed], [failed, again], [setState(sent, "a", "answered"), failed]] as const) {
      const newest = one === sent || one === failed ? other : one;
      expect(merge(one, other).entries).toEqual(newest.entries);
      expect(merge(other, one).entries).toEqual(newest.entries);
    }
  });

  it("go on with the session that came last, and count its replies only", () => {
    const one = { ...EMPTY, token: token("web-1"), since: 5, last: 900, seen: 900 };
    const other = { ...EMPTY, token: token("web-2"), since: 6, last: 3, seen: 1 };
    for (const joined of [merge(one, other), merge(other, one)]) {
      expect(joined).toMatchObject({ token: other.token, last: 3, seen: 1 });
    }
    expect(merge(one, { ...one, since: 7, last: 3 })).toMatchObject({ last: 900 });
  });

  it("keep no more than fits", () => {
    let one = EMPTY;
    for (let seq = 1; seq <= MAX_ENTRIES; seq += 1) one = addReply(one, reply(seq), seq);
    const joined = merge(one, addPerson(EMPTY, said("a"), 1000));
    expect(joined.entries).toHaveLength(MAX_ENTRIES);
    expect(texts(joined).at(-1)).toBe("a");
  });

  it("come to the same, whatever happens in which order", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const roll = dice(seed);
      const tabs = [EMPTY, EMPTY, EMPTY];
      for (let step = 0; step < 25; step += 1) {
        const which = roll(3);
        const tab = tabs[which] ?? EMPTY;
        const now = 100 + step + roll(5);
        const changed = [
          () => addPerson(tab, said(`p${step}`), now),
          () => addReply(tab, reply(roll(30) + 1), now),
          () => setState(tab, `p${roll(25)}`, (["sending", "answered", "unanswered", "unsent"] as const)[roll(4)]!),
          () => ({ ...tab, token: token(`web-${roll(2)}`), since: now }),
          () => merge(tab, tabs[roll(3)] ?? EMPTY),
        ][roll(5)]!();
        tabs[which] = changed;
      }
      const [a, b, c] = tabs as [Conversation, Conversation, Conversation];
      expect(merge(merge(a, b), a)).toEqual(merge(a, b));
      // To the letter, or the tabs would write to each other without end.
      expect(JSON.stringify(merge(a, b))).toBe(JSON.stringify(merge(b, a)));
      const keys = (conversation: Conversation) => texts(conversation).sort();
      expect(new Set(keys(merge(a, merge(b, c))))).toEqual(new Set([...keys(a), ...keys(b), ...keys(c)]));
    }
  });
});

describe("the session of a token", () => {
  it("is read without asking whether the token is good", () => {
    expect(sessionOf(token("web-1"))).toBe("web-1");
  });

  it.each([null, "", "x", "a.b.c", "a..c", `a.${btoa("5")}.c`, `a.${btoa('{"sub": 5}')}.c`])(
    "is none for %j",
    (value) => {
      expect(sessionOf(value)).toBeNull();
    },
  );
});
