/** The top line: what this is, what it is not, what else can be done, and the way out. */
import { Mark } from "../shared/Mark";
import { Menu, type Item } from "./Menu";
import { strings } from "./strings";

interface Props {
  items: Item[];
  /** On a page of its own the name is the page's heading. */
  page: boolean;
  onLeave: () => void;
  /** Given where the chat can be closed. */
  onClose: (() => void) | null;
}

export function Header({ items, page, onLeave, onClose }: Props) {
  const Heading = page ? "h1" : "h2";
  return (
    <header>
      <div class="column bar">
        <Mark />
        <div class="titles">
          <Heading class="name">{strings.name}</Heading>
          <p>{strings.subtitle}</p>
        </div>
        <Menu label={strings.menu} items={items} />
        <button type="button" class="leave" title={strings.leaveHint} onClick={onLeave}>
          {strings.leave}
        </button>
        {onClose && (
          <button type="button" class="icon close" aria-label={strings.close} title={strings.close} onClick={onClose}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6l12 12M18 6 6 18" />
            </svg>
          </button>
        )}
      </div>
    </header>
  );
}
