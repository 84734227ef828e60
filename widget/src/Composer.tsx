/** The field to write in. Too long is said, never cut. */
import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { strings } from "./strings";

/** Longest message, in characters as people count them. */
export const MAX_LENGTH = 4000;
/** From here on the count is shown. */
const NEAR = 3600;

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  onSend: (text: string) => void;
}

/** What to say about the length of a text, or `null` when there is nothing to say. */
export function lengthNote(length: number): string | null {
  if (length > MAX_LENGTH) return strings.tooLong(length - MAX_LENGTH);
  return length >= NEAR ? strings.left(MAX_LENGTH - length) : null;
}

/** Let the field grow with its text, in browsers whose style sheets cannot say so. */
function useGrowth(field: Props["field"], text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
}

export function Composer({ field, onSend }: Props) {
  const [text, setText] = useState("");
  const length = [...text].length;
  const over = length > MAX_LENGTH;
  const note = lengthNote(length);
  useGrowth(field, text);

  const send = () => {
    if (over || text.trim() === "") return;
    onSend(text);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a character, Enter only confirms it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    send();
    field.current?.focus();
  };

  return (
    <form class="column" onSubmit={onSubmit}>
      <div class={over ? "entry over" : "entry"}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={strings.field}
          aria-describedby="note keys"
          aria-invalid={over}
          placeholder={strings.placeholder}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label={strings.send} title={strings.send}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 19V6M6 11.500 12 5.500l6 6" />
          </svg>
        </button>
      </div>
      <div class="below">
        <span id="note" class={over ? "warn" : ""} role="status">
          {note}
        </span>
        {note === null && (
          <span id="keys" class="keys">
            {strings.keys}
          </span>
        )}
      </div>
    </form>
  );
}
