import { describe, expect, it } from "vitest";
import { placeIn, tokenIn } from "../../teach/src/router";

describe("the address", () => {
  it.each([
    ["", "label"],
    ["#", "label"],
    ["#/settle", "settle"],
    ["#settle", "settle"],
    ["#/knows/more", "knows"],
    ["#/nowhere", "label"],
    ["#/__proto__", "label"],
    ["#token=abc", "label"],
  ])("%j is %s", (hash, place) => {
    expect(placeIn(hash)).toBe(place);
  });

  it.each([
    ["#token=abc", "abc"],
    ["#token=a%2Bb", "a+b"],
    ["#token=%", "%"],
    ["#token=", null],
    ["#/settle", null],
    ["#/token=abc", null],
    ["", null],
  ])("%j has the token %j", (hash, token) => {
    expect(tokenIn(hash)).toBe(token);
  });
});
