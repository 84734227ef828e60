/** Labels for one message chosen anew, within a list: by pointer and with the same keys as at the desk. */
import { useState } from "preact/hooks";
import { choose, draftOf, finished, missing, tellsNothing } from "./draft";
import { Help } from "./Help";
import type { Command } from "./keys";
import { plainName, questionName } from "./names";
import type { Labels } from "./protocol";
import { Questions } from "./Questions";
import type { Room } from "./room";
import { strings } from "./strings";
import { TalkList } from "./TalkList";
import { Trouble } from "./Trouble";
import { useKeys } from "./useKeys";

interface Props {
  room: Room;
  /** Where to begin. */
  labels: Labels | null;
  onDone: (labels: Labels) => void;
  onCancel: () => void;
}

export function Anew({ room, labels, onDone, onCancel }: Props) {
  const { codebook } = room;
  const [draft, setDraft] = useState(() => draftOf(labels));
  const [open, setOpen] = useState<"talk" | "help" | null>(null);
  const [lacking, setLacking] = useState<string[]>([]);
  const fields = codebook.questions.map(({ id }) => id);
  const onChoose = (field: string, label: string) => {
    setDraft((before) => choose(before, field, label));
    setLacking([]);
  };
  const save = () => {
    const chosen = finished(draft, fields);
    if (chosen === null) setLacking(missing(draft, fields));
    else onDone(chosen);
  };
  const doings: Readonly<Record<string, () => void>> = {
    save,
    talk: () => setOpen("talk"),
    help: () => setOpen("help"),
  };
  const pending = useKeys(codebook, (command: Command) => {
    if (command.kind === "label") onChoose(command.field, command.label);
    else doings[command.action]?.();
  });

  return (
    <form
      class="anew"
      aria-label={strings.labelAnew}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Questions
        codebook={codebook}
        draft={draft}
        suggestion={null}
        pending={pending}
        field={lacking[0] ?? null}
        onChoose={onChoose}
      />
      {draft.talk !== null && (
        <p class="suggestion talk">
          <b>{strings.isTalk(plainName(draft.talk))}</b>
          <button type="button" onClick={() => setDraft(tellsNothing(draft, null))}>
            {strings.isAStory}
          </button>
        </p>
      )}
      {lacking.length > 0 && (
        <Trouble
          text={strings.stillToSay(lacking.map((field) => questionName(codebook, field)).join(", "))}
          onRetry={null}
        />
      )}
      <div class="row">
        <button type="submit" class="main">
          {strings.save}
        </button>
        <button type="button" onClick={doings["talk"]}>
          {strings.notAStory}
        </button>
        <button type="button" onClick={doings["help"]}>
          {strings.keys}
        </button>
        <button type="button" onClick={onCancel}>
          {strings.cancel}
        </button>
      </div>
      {open === "help" && <Help codebook={codebook} onClose={() => setOpen(null)} />}
      {open === "talk" && (
        <TalkList
          codebook={codebook}
          onClose={() => setOpen(null)}
          onChoose={(talk) => {
            setDraft(tellsNothing(draft, talk));
            setOpen(null);
          }}
        />
      )}
    </form>
  );
}
