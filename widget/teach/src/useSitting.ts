/** A sitting that lasts as long as the page is open, whichever part of it is looked at. */
import { useReducer, useRef } from "preact/hooks";
import { GONE, Refusal } from "./api";
import { finished } from "./draft";
import { inWords } from "./names";
import type { Task, Turn } from "./protocol";
import type { Room } from "./room";
import { after, BEGINNING, type Happening, type Sitting, type Wish } from "./sitting";
import { strings } from "./strings";

export interface Desk {
  sitting: Sitting;
  happen: (happening: Happening) => void;
  /** Asks the server for it; what fails can be tried again, and loses nothing. */
  wish: (wish: Wish) => void;
  /** Saves what is chosen; false while something is still to be said. */
  save: () => boolean;
}

const TOLD: Readonly<Record<Exclude<Wish["kind"], "save">, string>> = {
  next: "",
  later: strings.putOff,
  undo: strings.tookBack,
  reword: strings.reworded,
  remove: strings.removed,
};

/** Does what is wished; `null` where there was nothing to do. */
async function fulfil(room: Room, { task, note }: Sitting, wish: Wish): Promise<Turn | null> {
  const item = `items/${task?.id}`;
  switch (wish.kind) {
    case "next":
      return room.api.get<Turn>("next");
    case "save":
      return room.api.post<Turn>(`${item}/judgement`, { labels: wish.labels, note });
    case "later":
      return room.api.post<Turn>(`${item}/later`, { note });
    case "undo": {
      const turn = await room.api.post<Turn>("undo");
      return turn.task === null ? null : turn;
    }
    case "reword": {
      const reworded = await room.api.put<{ task: Task }>(`${item}/text`, { text: wish.text });
      return { task: reworded.task, left: -1 };
    }
    case "remove":
      return room.api.delete<Turn>(item);
  }
}

export function useSitting(room: Room): Desk {
  const [sitting, happen] = useReducer(after, BEGINNING);
  // Two presses within one drawing must not both be sent.
  const busy = useRef(false);

  const tell = (wish: Wish, task: Task | null) => {
    const told = wish.kind === "save" ? strings.saved(inWords(room.codebook, wish.labels)) : TOLD[wish.kind];
    const next = task === null ? strings.nothingWaits : strings.next(task.text);
    room.say(told, wish.kind === "reword" ? "" : next);
  };

  const failed = async (wish: Wish, error: unknown) => {
    if (error instanceof Refusal && error.status === GONE && wish.kind !== "undo") {
      happen({ kind: "came", wish: { kind: "next" }, turn: await room.api.get<Turn>("next") });
      room.say(strings.gone);
      return;
    }
    const refusal = error instanceof Refusal ? error : new Refusal(0, strings.noAnswer);
    const again = refusal.status === 0 || refusal.status >= 429;
    happen({
      kind: "failed",
      trouble: {
        text: again && wish.kind === "save" ? `${strings.notSaved} ${refusal.message}` : refusal.message,
        field: refusal.field,
        wish: again ? wish : null,
      },
    });
  };

  const run = async (wish: Wish) => {
    const turn = await fulfil(room, sitting, wish);
    if (turn === null) {
      happen({ kind: "nothing" });
      room.say(strings.nothingToUndo);
    } else if (wish.kind === "reword" && turn.task !== null) {
      happen({ kind: "reworded", task: turn.task });
      tell(wish, turn.task);
    } else {
      happen({ kind: "came", wish, turn });
      tell(wish, turn.task);
      if (wish.kind !== "next") room.refresh();
    }
  };

  const wish = (wished: Wish) => {
    if (busy.current) return;
    busy.current = true;
    happen({ kind: "wished", wish: wished });
    run(wished)
      .catch((error: unknown) => failed(wished, error))
      .catch((error: unknown) => failed({ kind: "next" }, error))
      .finally(() => (busy.current = false));
  };

  const save = (): boolean => {
    const labels = finished(sitting.draft, room.codebook.questions.map(({ id }) => id));
    if (labels === null || sitting.task === null) return false;
    wish({ kind: "save", labels });
    return true;
  };

  return { sitting, happen, wish, save };
}
