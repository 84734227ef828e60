import { describe, expect, it } from "vitest";
import { choose, draftOf, EMPTY, finished, goes, missing, tellsNothing, type Draft } from "../../teach/src/draft";
import { FIELDS } from "./book";

/** A draft with these labels, chosen one after the other. */
const chosen = (...labels: [string, string][]): Draft =>
  labels.reduce((draft, [field, label]) => choose(draft, field, label), EMPTY);

describe("labels that are chosen", () => {
  it("begin with none, and danger must be thought of", () => {
    expect(missing(EMPTY, FIELDS)).toEqual(["concern", "bid", "actor", "moment"]);
    expect(finished(EMPTY, FIELDS)).toBeNull();
  });

  it("are enough without a second one and without whom it is about", () => {
    const draft = chosen(["concern", "none"], ["bid", "jealousy"], ["actor", "self"], ["moment", "calm"]);
    expect(finished(draft, FIELDS)).toEqual({
      concern: "none",
      bid: "jealousy",
      also: "none",
      actor: "self",
      moment: "calm",
      domain: "partner",
    });
  });

  it("say whose and what else by themselves where nothing is shown", () => {
    const draft = chosen(["also", "protest"], ["actor", "self"], ["bid", "none"]);
    expect(draft.labels).toEqual({ bid: "none", actor: "none", also: "none" });
    expect(goes(draft, "actor", "self")).toBe(false);
    expect(goes(draft, "also", "protest")).toBe(false);
    expect(choose(draft, "actor", "self")).toBe(draft);
  });

  it("ask again whose it is when something is shown after all", () => {
    const draft = chosen(["bid", "none"], ["bid", "protest"]);
    expect(draft.labels).toEqual({ bid: "protest", also: "none" });
    expect(goes(draft, "actor", "none")).toBe(false);
  });

  it.each([
    [[["bid", "jealousy"], ["also", "jealousy"]], { bid: "jealousy" }],
    [[["also", "jealousy"], ["bid", "jealousy"]], { bid: "jealousy" }],
    [[["bid", "jealousy"], ["also", "protest"], ["bid", "protest"]], { bid: "protest" }],
    [[["actor", "none"], ["bid", "protest"]], { bid: "protest" }],
    [[["moment", "calm"], ["moment", "tension"]], { moment: "tension" }],
  ] as [[string, string][], object][])("%j make %j", (labels, expected) => {
    expect(chosen(...labels).labels).toEqual(expected);
  });

  it("stand back for “not a story”, and come again", () => {
    const draft = chosen(["moment", "calm"]);
    const talk = tellsNothing(draft, "thank");
    expect(finished(talk, FIELDS)).toEqual({ talk: "thank" });
    expect(missing(talk, FIELDS)).toEqual([]);
    expect(tellsNothing(talk, null)).toEqual(draft);
    expect(choose(talk, "bid", "protest").talk).toBeNull();
  });

  it("can be those that somebody gave", () => {
    expect(draftOf(null)).toEqual(EMPTY);
    expect(draftOf({ talk: "thank" })).toEqual({ labels: {}, talk: "thank" });
    expect(draftOf({ bid: "none" })).toEqual({ labels: { bid: "none" }, talk: null });
  });
});
