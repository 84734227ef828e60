import { describe, expect, it } from "vitest";
import { lengthNote, MAX_LENGTH } from "../src/Composer";
import { readOutcome, readReply, readSession } from "../src/protocol";

describe("what comes from the server", () => {
  it("reads text, buttons and number", () => {
    const wire = {
      text: "Hello",
      quick_replies: [{ content_type: "text", title: "Yes", payload: "/yes" }, { title: "No" }],
      seq: 7,
      re: "abc",
    };
    expect(readReply(wire)).toEqual({
      text: "Hello",
      buttons: [
        { title: "Yes", payload: "/yes" },
        { title: "No", payload: "No" },
      ],
      seq: 7,
      re: "abc",
    });
  });

  it("reads a picture with its words", () => {
    const wire = { attachment: { type: "image", payload: { src: "/a.png", alt: "a field" } } };
    expect(readReply(wire)).toEqual({ buttons: [], image: { src: "/a.png", alt: "a field" } });
  });

  it("reads a file with its name", () => {
    const wire = (payload: unknown) => ({ attachment: { type: "file", payload } });
    expect(readReply(wire({ src: "/files/a", name: "a.txt" }))).toEqual({
      buttons: [],
      file: { src: "/files/a", name: "a.txt" },
    });
    expect(readReply(wire({ src: "/files/a", name: 5 }))?.file).toEqual({ src: "/files/a", name: "" });
    for (const payload of [{}, null, "x", { src: 5 }, { src: " " }]) expect(readReply(wire(payload))).toBeNull();
  });

  it.each([null, undefined, 5, "text", [], {}, { text: "  " }, { text: 5 }, { quick_replies: "x" }, { custom: {} }])(
    "shows nothing of %j",
    (wire) => {
      expect(readReply(wire)).toBeNull();
    },
  );

  it.each([
    [{ ok: true }, "answered"],
    [undefined, "answered"],
    [{ ok: false, error: "failed" }, "unanswered"],
    [{ ok: false, error: "too_long" }, "refused"],
    [{ ok: false, error: "too_fast" }, "unanswered"],
    [{ ok: false, error: "malformed" }, "refused"],
  ])("takes %j for %s", (wire, outcome) => {
    expect(readOutcome(wire)).toBe(outcome);
  });

  it("reads that everything was erased only where it says so", () => {
    expect(readReply({ text: "Gone.", erased: true })).toEqual({ text: "Gone.", buttons: [], erased: true });
    expect(readReply({ text: "Gone.", erased: "yes" })).toEqual({ text: "Gone.", buttons: [] });
  });

  it("reads a session only with its token", () => {
    expect(readSession({ token: "t", resumed: true })).toEqual({ token: "t", resumed: true, left: false });
    expect(readSession({ token: "t" })).toEqual({ token: "t", resumed: false, left: false });
    expect(readSession({ token: "t", left: true })).toEqual({ token: "t", resumed: false, left: true });
    expect(readSession({ resumed: true })).toBeNull();
    expect(readSession(undefined)).toBeNull();
  });

  it.each([
    ["https://example.org/a?b", "https://example.org/a?b"],
    ["http://example.org", "http://example.org/"],
    ["javascript:alert(1)", undefined],
    ["data:text/html,x", undefined],
    ["mailto:a@example.org", undefined],
    ["//example.org", undefined],
    ["https://", undefined],
    [5, undefined],
  ])("leaves to %j only if it is a site", (wire, site) => {
    expect(readSession({ token: "t", leave_to: wire })?.leaveTo).toBe(site);
  });
});

describe("the length of a message", () => {
  it.each([
    [0, null],
    [3599, null],
    [3600, "400 characters left"],
    [MAX_LENGTH - 1, "1 character left"],
    [MAX_LENGTH, "0 characters left"],
  ])("%i: %j", (length, note) => {
    expect(lengthNote(length)).toBe(note);
  });

  it("is said kindly when it is too much", () => {
    expect(lengthNote(MAX_LENGTH + 3)).toMatch(/3 characters too long/);
  });
});
