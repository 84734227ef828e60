import { describe, expect, it } from "vitest";
import { replaceWords, standInsFor, wordsAt } from "../../teach/src/standIns";

describe("words that are selected", () => {
  const text = "told sarah-jane i'd call, (Åsa) too";
  it.each([
    ["a part of a word is the whole", 6, 8, "sarah"],
    ["blanks around it are left", 4, 11, "sarah"],
    ["several words", 5, 15, "sarah-jane"],
    ["marks around it are left", 25, 31, "Åsa"],
    ["letters of any alphabet", 27, 28, "Åsa"],
    ["only blanks", 4, 5, null],
    ["only marks", 24, 27, null],
    ["nothing", 3, 3, null],
    ["the end", 32, 35, "too"],
  ])("%s", (_, start, end, words) => {
    expect(wordsAt(text, start, end)).toBe(words);
  });
});

describe("stand-ins", () => {
  const words = (text: string) => standInsFor(text).map(({ word, again }) => (again ? `${word}!` : word));
  it("offer those that are there, and a new one", () => {
    expect(words("NAME2 and NAME1 in PLACE1")).toEqual([
      ...["NAME1!", "NAME2!", "NAME3", "PLACE1!", "PLACE2", "ORGANISATION1"],
      ...["PHONE", "EMAIL", "LINK", "HANDLE", "ADDRESS", "NUMBER"],
    ]);
    expect(words("USERNAME1 NAME")[0]).toBe("NAME1");
  });

  it.each([
    ["sarah said Sarah's late", "sarah", "NAME1", "NAME1 said NAME1's late"],
    ["ana, banana", "ana", "NAME1", "NAME1, banana"],
    ["told sarah-jane", "sarah-jane", "NAME1", "told NAME1"],
    ["a.b (c) a.b", "a.b", "LINK", "LINK (c) LINK"],
    ["st  anne and St Anne", "st anne", "PLACE1", "PLACE1 and PLACE1"],
    ["Åsa and Åsas", "åsa", "NAME1", "NAME1 and Åsas"],
    ["pay $1 to kim", "kim", "$&", "pay $1 to $&"],
    ["[x]-{y}^", "x]-{y", "NUMBER", "[NUMBER}^"],
  ])("%j without %j", (text, selected, word, expected) => {
    expect(replaceWords(text, selected, word)).toBe(expected);
  });
});
