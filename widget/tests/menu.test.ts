import { describe, expect, it } from "vitest";
import { nextItem } from "../src/Menu";

describe("keys in a menu", () => {
  const labels = ["Start", "Save", "Keep"];
  it.each([
    ["ArrowDown", 0, 1],
    ["ArrowDown", 2, 0],
    ["ArrowUp", 0, 2],
    ["Home", 2, 0],
    ["End", 0, 2],
    ["s", 0, 1],
    ["S", 1, 0],
    ["k", 2, 2],
    ["x", 0, null],
    ["Enter", 0, null],
    ["F1", 0, null],
  ])("%s from %i leads to %j", (key, from, to) => {
    expect(nextItem(key, from, labels)).toBe(to);
  });
});
