/** The top line: what this is, what it is not, and the ways to begin again and to get away. */
import { strings } from "./strings";

interface Props {
  onStartOver: () => void;
  onLeave: () => void;
}

export function Header({ onStartOver, onLeave }: Props) {
  return (
    <header>
      <div class="column bar">
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M5 21c7 3 15 3 22 0" />
          <circle cx="16" cy="16.500" r="3.500" />
        </svg>
        <div class="titles">
          <h1>{strings.name}</h1>
          <p>{strings.subtitle}</p>
        </div>
        <button type="button" class="quiet" title={strings.startOverHint} onClick={onStartOver}>
          {strings.startOver}
        </button>
        <button type="button" class="leave" title={strings.leaveHint} onClick={onLeave}>
          {strings.leave}
        </button>
      </div>
    </header>
  );
}
