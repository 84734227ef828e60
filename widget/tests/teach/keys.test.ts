import { describe, expect, it } from "vitest";
import { keysOf, press } from "../../teach/src/keys";
import { BOOK } from "./book";

const KEYS = keysOf(BOOK);
const label = (field: string, id: string) => ({ kind: "label", field, label: id });
const action = (id: string) => ({ kind: "action", action: id });

describe("a key", () => {
  it.each([
    ["", "1", label("bid", "jealousy"), ""],
    ["", "-", label("actor", "none"), ""],
    ["", "Enter", action("save"), ""],
    ["", "?", action("help"), ""],
    ["", "x", action("name"), ""],
    // with the shift lock on
    ["", "P", label("actor", "partner"), ""],
    // the first sign of two, and the second
    ["", "+", null, "+"],
    ["+", "1", label("also", "jealousy"), ""],
    ["+", "0", label("also", "none"), ""],
    // what does not go on with a sign that waits means what it means alone
    ["+", "p", label("actor", "partner"), ""],
    ["+", "9", undefined, ""],
    ["+", "+", null, "+"],
    ["+", "Escape", null, ""],
    ["", "Escape", undefined, ""],
    ["", "q", undefined, ""],
    ["", "Shift", undefined, ""],
    ["", "F1", undefined, ""],
    ["", " ", undefined, ""],
  ])("after %j, %j is %j", (pending, key, command, waiting) => {
    const pressed = press(KEYS, pending, key);
    if (command === undefined) expect(pressed).toBeNull();
    else expect(pressed).toEqual({ command, pending: waiting });
  });
});
