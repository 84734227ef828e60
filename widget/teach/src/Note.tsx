/** A word to the other teachers about one message. */
import { useState } from "preact/hooks";
import { Dialog } from "./Dialog";
import { strings } from "./strings";

/** As many letters as the server takes. */
const MOST = 500;

interface Props {
  note: string;
  onDone: (note: string) => void;
  onClose: () => void;
}

export function Note({ note, onDone, onClose }: Props) {
  const [text, setText] = useState(note);
  return (
    <Dialog title={strings.noteLabel} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone(text.trim());
        }}
      >
        <p id="note-hint">{strings.noteHint}</p>
        <textarea
          class="area"
          rows={3}
          maxLength={MOST}
          autoFocus
          aria-label={strings.noteLabel}
          aria-describedby="note-hint"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            onDone(text.trim());
          }}
        />
        <div class="row end">
          <button type="button" onClick={onClose}>
            {strings.cancel}
          </button>
          <button type="submit" class="main">
            {strings.noteKeep}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
