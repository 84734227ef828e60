/** One sitting at the desk: the message in front, what is chosen, and what went wrong. */
import { choose, draftOf, tellsNothing, EMPTY, type Draft } from "./draft";
import type { Labels, Task, Turn } from "./protocol";

/** What the teacher wanted done; kept, so that it can be tried again. */
export type Wish =
  | { kind: "next" }
  | { kind: "save"; labels: Labels }
  | { kind: "later" }
  | { kind: "undo" }
  | { kind: "reword"; text: string }
  | { kind: "remove" };

export interface Trouble {
  text: string;
  /** The question to look at. */
  field: string | null;
  /** What can be tried again, if anything. */
  wish: Wish | null;
}

export interface Sitting {
  task: Task | null;
  draft: Draft;
  note: string;
  left: number;
  /** How many were judged since the page was opened. */
  judged: number;
  /** What is under way. */
  busy: Wish | null;
  trouble: Trouble | null;
  /** False until the server has said for the first time what waits. */
  begun: boolean;
}

export type Happening =
  | { kind: "chose"; field: string; label: string }
  | { kind: "talked"; talk: string | null }
  | { kind: "took"; labels: Labels }
  | { kind: "noted"; note: string }
  | { kind: "wished"; wish: Wish }
  | { kind: "came"; wish: Wish; turn: Turn }
  | { kind: "nothing" }
  | { kind: "reworded"; task: Task }
  | { kind: "failed"; trouble: Trouble };

export const BEGINNING: Sitting = {
  task: null,
  draft: EMPTY,
  note: "",
  left: 0,
  judged: 0,
  busy: null,
  trouble: null,
  begun: false,
};

/** How the count changes: what is taken back was not judged. */
function judgedAfter(before: number, wish: Wish, turn: Turn): number {
  if (wish.kind === "save") return before + 1;
  const back = wish.kind === "undo" && turn.task?.said?.labels != null;
  return back ? Math.max(0, before - 1) : before;
}

export function after(sitting: Sitting, happening: Happening): Sitting {
  switch (happening.kind) {
    case "chose":
      return { ...sitting, draft: choose(sitting.draft, happening.field, happening.label), trouble: null };
    case "talked":
      return { ...sitting, draft: tellsNothing(sitting.draft, happening.talk), trouble: null };
    case "took":
      return { ...sitting, draft: draftOf(happening.labels), trouble: null };
    case "noted":
      return { ...sitting, note: happening.note };
    case "wished":
      return { ...sitting, busy: happening.wish, trouble: null };
    case "came": {
      const { task, left } = happening.turn;
      return {
        task,
        left,
        draft: draftOf(task?.said?.labels ?? null),
        note: task?.said?.note ?? "",
        judged: judgedAfter(sitting.judged, happening.wish, happening.turn),
        busy: null,
        trouble: null,
        begun: true,
      };
    }
    case "nothing":
      return { ...sitting, busy: null };
    case "reworded":
      return { ...sitting, task: happening.task, busy: null };
    case "failed":
      return { ...sitting, busy: null, trouble: happening.trouble };
  }
}
