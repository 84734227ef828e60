import { describe, expect, it } from "vitest";
import { asksToLeave, LEAVE_TO } from "../src/leave";
import { ShiftTaps } from "../src/shift";

const plain = { repeat: false, altKey: false, ctrlKey: false, metaKey: false };

/** Tells after which of the `[key, milliseconds]` pressed and let go the page is left. */
function leavesAfter(taps: Array<[string, number]>): number {
  const counter = new ShiftTaps();
  return taps.findIndex(([key, at]) => {
    counter.down({ ...plain, key });
    return counter.up(key, at);
  });
}

describe("leaving in words", () => {
  it.each(["/leave", "/LEAVE", " /Leave\n", "\t/leave  "])("is asked for by %j", (text) => {
    expect(asksToLeave(text)).toBe(true);
  });

  it.each(["leave", "/leave now", "//leave", "/ leave", "/leaves", "I want to /leave", "", "/"])(
    "is not asked for by %j",
    (text) => {
      expect(asksToLeave(text)).toBe(false);
    },
  );

  it("goes to a site over HTTPS when the server named none", () => {
    expect(new URL(LEAVE_TO).protocol).toBe("https:");
  });
});

describe("Shift three times", () => {
  it("counts within five seconds, from whichever tap", () => {
    expect(leavesAfter([["Shift", 0], ["Shift", 2000], ["Shift", 4999]])).toBe(2);
    expect(leavesAfter([["Shift", 0], ["Shift", 2500], ["Shift", 5000]])).toBe(-1);
    expect(leavesAfter([["Shift", 0], ["Shift", 4000], ["Shift", 6000], ["Shift", 7000]])).toBe(3);
  });

  it("counts in a row only", () => {
    expect(leavesAfter([["Shift", 0], ["Shift", 1], ["a", 2], ["Shift", 3]])).toBe(-1);
    expect(leavesAfter([["Shift", 0], ["a", 1], ["Shift", 2], ["Shift", 3], ["Shift", 4]])).toBe(4);
  });

  it("does not count Shift that was held for something else", () => {
    const counter = new ShiftTaps();
    for (let word = 0; word < 5; word += 1) {
      counter.down({ ...plain, key: "Shift" });
      counter.down({ ...plain, key: "A" });
      expect(counter.up("Shift", word)).toBe(false);
      expect(counter.up("a", word)).toBe(false);
    }
    for (let click = 0; click < 5; click += 1) {
      counter.down({ ...plain, key: "Shift" });
      counter.reset();
      expect(counter.up("Shift", click)).toBe(false);
    }
    for (let language = 0; language < 5; language += 1) {
      counter.down({ ...plain, key: "Shift", altKey: true });
      expect(counter.up("Shift", language)).toBe(false);
    }
  });

  it("counts a key that is held down once", () => {
    const counter = new ShiftTaps();
    counter.down({ ...plain, key: "Shift" });
    for (let beat = 0; beat < 9; beat += 1) counter.down({ ...plain, key: "Shift", repeat: true });
    expect(counter.up("Shift", 0)).toBe(false);
    expect(counter.up("Shift", 1)).toBe(false);
  });
});
