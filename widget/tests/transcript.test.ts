import { describe, expect, it } from "vitest";
import { addPerson, addReply, EMPTY, setState, takeSession } from "../src/conversation";
import { plain } from "../src/plain";
import { fileName, transcript } from "../src/transcript";

describe("Markdown as plain text", () => {
  it.each([
    ["**bold** and *soft*", "bold and soft"],
    ["one\ntwo\n\nthree", "one\ntwo\n\nthree"],
    ["- a\n- b\n  - c", "- a\n- b\n  - c"],
    ["3. a\n4. b", "3. a\n4. b"],
    ["> said **softly**\n> twice", "> said softly\n> twice"],
    ["# Loud", "Loud"],
    ["2 \\* 3", "2 * 3"],
    ["[call](tel:116123)", "call (tel:116123)"],
    ["[x](javascript:alert(1))", "x"],
    ["https://example.org/", "https://example.org/"],
    ["<b>x</b> & y", "<b>x</b> & y"],
    ["", ""],
  ])("%j is %j", (text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});

describe("a saved conversation", () => {
  const said = (id: string, hidden = false) => ({ id, text: `text ${id}`, payload: `/${id}`, hidden });

  it("says who, and what did not come through, and nothing that was not on the screen", () => {
    let conversation = addPerson(EMPTY, said("greet", true));
    conversation = addReply(conversation, { text: "Hello", buttons: [{ title: "Yes", payload: "/yes" }] });
    conversation = setState(addPerson(conversation, said("a")), "a", "unsent");
    conversation = addReply(conversation, { buttons: [], file: { src: "/files/x", name: "x.txt" } });
    conversation = addReply(conversation, { buttons: [], image: { src: "/p.png" } });
    conversation = takeSession(conversation, { token: "t", resumed: false, left: false });
    const text = transcript(conversation, Date.now());
    expect(text).toMatch(/^Tightrope, saved .*\n\nTightrope \(.*\):\nHello\n\nYou \(.*\):\ntext a\n\[Not sent\.\]\n/);
    expect(text).toContain("\n[x.txt]\n");
    expect(text).toContain("\n[A picture]\n");
    expect(text).toMatch(/A new conversation starts here\.\n$/);
    expect(text).not.toMatch(/greet|\/yes|undefined/);
  });

  it("leaves out times that are not known", () => {
    const old = { ...EMPTY, entries: [{ from: "bot" as const, at: 0, text: "Hello", buttons: [] }] };
    expect(transcript(old, Date.now())).toContain("\nTightrope:\nHello\n");
  });

  it("is called after its day", () => {
    expect(fileName(new Date(2026, 2, 1, 23, 59).getTime())).toBe("tightrope-2026-03-01.txt");
  });
});
