/** A line that stays until the person has read it. */
import { strings } from "./strings";

interface Props {
  text: string | null;
  onDismiss: () => void;
}

export function Notice({ text, onDismiss }: Props) {
  return (
    <div class="column">
      <div class={text === null ? "" : "notice"}>
        <span role="status">{text}</span>
        {text !== null && (
          <button type="button" class="quiet" onClick={onDismiss}>
            {strings.understood}
          </button>
        )}
      </div>
    </div>
  );
}
