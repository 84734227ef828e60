import { describe, expect, it } from "vitest";
import { bandOf } from "../../teach/src/kappa";
import { shade } from "../../teach/src/Knows";
import { dayOf, inWords, nameOf } from "../../teach/src/names";
import { matching } from "../../teach/src/TalkList";
import { BOOK } from "./book";

describe("labels in words", () => {
  const story = { concern: "none", bid: "jealousy", also: "none", actor: "self", moment: "calm", domain: "partner" };
  it.each([
    [story, "jealousy, the writer's, calm"],
    [{ ...story, also: "protest", domain: "ex" }, "jealousy, protest, the writer's, calm, ex"],
    [{ ...story, concern: "self_harm", bid: "none", actor: "none" }, "self-harm, none of these, calm"],
    [{ bid: "from_elsewhere", moment: "calm" }, "from elsewhere, calm"],
    [{ talk: "ask_privacy" }, "Not a story: ask privacy"],
    [{}, ""],
  ])("%j", (labels, words) => {
    expect(inWords(BOOK, labels)).toBe(words);
  });

  it("have a name even where the codebook has none", () => {
    expect(nameOf(BOOK, "nowhere", "two_words")).toBe("two words");
  });
});

describe("a day", () => {
  it.each(["2026-11-03", "2026-11-03T12:00:00+00:00"])("%s is written as people do", (day) => {
    expect(dayOf(day)).toMatch(/3.*2026|2026.*3/);
    expect(dayOf(day)).toContain("November");
  });

  it("that is none stays as it is", () => {
    expect(dayOf("some day")).toBe("some day");
  });
});

describe("kappa in words", () => {
  it.each([
    [-0.3, "poor"],
    [-0.001, "slight"],
    [0, "slight"],
    [0.2, "slight"],
    [0.204, "slight"],
    [0.21, "fair"],
    [0.4, "fair"],
    [0.41, "moderate"],
    [0.6, "moderate"],
    [0.61, "substantial"],
    [0.8, "substantial"],
    [0.81, "almost perfect"],
    [1, "almost perfect"],
  ])("%d is %s", (kappa, word) => {
    expect(bandOf(kappa)).toBe(word);
  });
});

describe("shades", () => {
  it.each([
    [0, 1000, 0],
    [1, 1000, 1],
    [1000, 1000, 5],
    [0, 0, 0],
    [1, 1, 5],
  ])("%i of at most %i is %i", (examples, most, expected) => {
    expect(shade(examples, most)).toBe(expected);
  });

  it("grow with the number", () => {
    const shades = [1, 4, 20, 100, 900].map((examples) => shade(examples, 900));
    expect(shades).toEqual([...shades].sort());
  });
});

describe("the list of what tells no story", () => {
  it.each([
    ["", ["thank", "ask_privacy", "affirm"]],
    ["KIND", ["thank"]],
    ["reads who", ["ask_privacy"]],
    ["a", ["ask_privacy", "affirm", "thank"]],
    ["zebra", []],
    ["(", []],
  ])("is searched for %j", (query, found) => {
    expect(matching(BOOK.talk, query).map(({ id }) => id)).toEqual(found);
  });
});
