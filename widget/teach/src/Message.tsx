/** A message in front of a teacher, large, and the ways to take names out of it. */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "./Dialog";
import { replaceWords, standInsFor, wordsAt } from "./standIns";
import { strings } from "./strings";

/** From this length on, in characters, a message is long: smaller letters, and it scrolls by itself. */
const LONG = 420;

/** The words that are selected in `element`; `null` if none are. */
function selectedIn(element: HTMLElement | null): string | null {
  const selection = document.getSelection();
  const text = element?.firstChild;
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0 || !(text instanceof Text)) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const start = range.startContainer === text ? range.startOffset : 0;
  const end = range.endContainer === text ? range.endOffset : text.length;
  return wordsAt(text.data, start, end);
}

/** Follows what is selected in a message. */
export function useWords(): { element: RefObject<HTMLParagraphElement | null>; selected: string | null } {
  const element = useRef<HTMLParagraphElement>(null);
  const [selected, setSelected] = useState<string | null>(null);
  useEffect(() => {
    const update = () => setSelected(selectedIn(element.current));
    document.addEventListener("selectionchange", update);
    return () => document.removeEventListener("selectionchange", update);
  }, []);
  return { element, selected };
}

export function Message({ text, element }: { text: string; element: RefObject<HTMLParagraphElement | null> }) {
  const long = text.length > LONG;
  return (
    <p class={long ? "words long" : "words"} ref={element} tabIndex={long ? 0 : -1} dir="auto">
      {text}
    </p>
  );
}

interface Rewording {
  text: string;
  onDone: (text: string) => void;
  onClose: () => void;
}

/** Asks what the selected words are, and puts a stand-in into their place. */
export function TakeOut({ text, words, onDone, onClose }: Rewording & { words: string }) {
  return (
    <Dialog title={strings.takeOutTitle(words)} onClose={onClose}>
      <p>{strings.takeOutWhy}</p>
      <ul class="stand-ins">
        {standInsFor(text).map(({ kind, word, again }, index) => (
          <li key={word}>
            <button
              type="button"
              class="choice"
              autoFocus={index === 0}
              onClick={() => onDone(replaceWords(text, words, word))}
            >
              <b>{again ? strings.again(word) : word}</b> <span>{strings.standIns[kind]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

export function EditWords({ text, onDone, onClose }: Rewording) {
  const [words, setWords] = useState(text);
  return (
    <Dialog title={strings.edit} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone(words);
        }}
      >
        <p id="edit-why">{strings.editWhy}</p>
        <textarea
          class="area"
          rows={8}
          dir="auto"
          autoFocus
          aria-label={strings.message}
          aria-describedby="edit-why"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <div class="row end">
          <button type="button" onClick={onClose}>
            {strings.cancel}
          </button>
          <button type="submit" class="main" disabled={words.trim() === "" || words === text}>
            {strings.editSave}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
