import { describe, expect, it } from "vitest";
import type { Labels, Task } from "../../teach/src/protocol";
import { after, BEGINNING, type Happening, type Sitting } from "../../teach/src/sitting";

const LABELS: Labels = { concern: "none", bid: "none", also: "none", actor: "none", moment: "calm", domain: "ex" };

const task = (id: number, said: Task["said"] = null): Task => ({
  id,
  text: `message ${id}`,
  day: "2026-11-20",
  why: "unsure",
  suggestion: null,
  similar: [],
  second: false,
  said,
});

const all = (...happenings: Happening[]): Sitting => happenings.reduce(after, BEGINNING);
const came = (kind: "next" | "later", next: Task | null): Happening => ({
  kind: "came",
  wish: { kind },
  turn: { task: next, left: 1 },
});
const saved = (next: Task | null): Happening => ({
  kind: "came",
  wish: { kind: "save", labels: LABELS },
  turn: { task: next, left: 0 },
});

describe("a sitting", () => {
  it("counts what is judged, not what is put off", () => {
    expect(all(came("next", task(1)), saved(task(2)), came("later", task(3)), saved(null)).judged).toBe(2);
  });

  it("counts back what is taken back, and shows its labels", () => {
    const undone: Happening = {
      kind: "came",
      wish: { kind: "undo" },
      turn: { task: task(1, { labels: LABELS, note: "hm" }), left: 2 },
    };
    const sitting = all(came("next", task(1)), saved(task(2)), undone);
    expect(sitting).toMatchObject({ judged: 0, note: "hm", draft: { labels: LABELS, talk: null } });
    expect(after(sitting, undone).judged).toBe(0);
  });

  it("does not count back what was only put off", () => {
    const undone: Happening = {
      kind: "came",
      wish: { kind: "undo" },
      turn: { task: task(2, { labels: null, note: "" }), left: 2 },
    };
    expect(all(came("next", task(1)), saved(task(2)), undone).judged).toBe(1);
  });

  it("loses nothing when something fails, and knows what to try again", () => {
    const wish = { kind: "save", labels: LABELS } as const;
    const sitting = all(
      came("next", task(1)),
      { kind: "chose", field: "moment", label: "calm" },
      { kind: "noted", note: "hard" },
      { kind: "wished", wish },
      { kind: "failed", trouble: { text: "No answer.", field: null, wish } },
    );
    expect(sitting).toMatchObject({ busy: null, note: "hard", draft: { labels: { moment: "calm" } } });
    expect(sitting.task?.id).toBe(1);
    expect(sitting.trouble?.wish).toBe(wish);
    expect(after(sitting, { kind: "chose", field: "bid", label: "none" }).trouble).toBeNull();
  });

  it("begins every message with nothing chosen", () => {
    const sitting = all(
      came("next", task(1)),
      { kind: "took", labels: LABELS },
      { kind: "noted", note: "hard" },
      saved(task(2)),
    );
    expect(sitting).toMatchObject({ note: "", draft: { labels: {}, talk: null } });
  });

  it("keeps what is chosen when only the words change, and when there is nothing to undo", () => {
    const sitting = all(
      came("next", task(1)),
      { kind: "talked", talk: "thank" },
      { kind: "wished", wish: { kind: "reword", text: "NAME1" } },
      { kind: "reworded", task: { ...task(1), text: "NAME1" } },
      { kind: "wished", wish: { kind: "undo" } },
      { kind: "nothing" },
    );
    expect(sitting).toMatchObject({ busy: null, draft: { talk: "thank" }, task: { text: "NAME1" } });
  });
});
