/** What went wrong, and the way to try it again. */
import { strings } from "./strings";

export function Trouble({ text, onRetry }: { text: string; onRetry: (() => void) | null }) {
  return (
    <div class="trouble" role="alert">
      <p>{text}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          {strings.tryAgain}
        </button>
      )}
    </div>
  );
}
