/**
 * A button that opens a menu, by pointer and by keyboard, after the pattern
 * https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Item {
  label: string;
  /** Given for an item that is switched on and off. */
  checked?: boolean;
  onChoose: (event: MouseEvent) => void;
}

interface Props {
  label: string;
  items: Item[];
}

/** Where an arrow or a letter leads from the item `from`; `null` if it leads nowhere. */
export function nextItem(key: string, from: number, labels: string[]): number | null {
  const count = labels.length;
  switch (key) {
    case "ArrowDown":
      return (from + 1) % count;
    case "ArrowUp":
      return (from - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
  if (key.length !== 1) return null;
  const order = labels.map((_, step) => (from + 1 + step) % count);
  return order.find((index) => labels[index]?.toLowerCase().startsWith(key.toLowerCase())) ?? null;
}

export function Menu({ label, items }: Props) {
  // Which item has the focus; `null` while the menu is closed.
  const [active, setActive] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const open = active !== null;

  useLayoutEffect(() => {
    if (active === null) return;
    const item = list.current?.children[active];
    if (item instanceof HTMLElement) item.focus();
  }, [active]);

  useEffect(() => {
    if (!open) return;
    const onPress = (event: Event) => {
      if (area.current !== null && !event.composedPath().includes(area.current)) setActive(null);
    };
    window.addEventListener("pointerdown", onPress, true);
    return () => window.removeEventListener("pointerdown", onPress, true);
  }, [open]);

  const close = () => {
    setActive(null);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab") setActive(null);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!open) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      setActive(event.key === "ArrowDown" ? 0 : items.length - 1);
      return;
    }
    const next = event.key === " " ? null : nextItem(event.key, active, items.map((item) => item.label));
    if (next === null && event.key !== "Escape") return;
    // Neither the panel around it nor the page shall hear of it.
    event.preventDefault();
    event.stopPropagation();
    if (next === null) close();
    else setActive(next);
  };
  const choose = (item: Item) => (event: MouseEvent) => {
    close();
    item.onChoose(event);
  };

  return (
    <div class="menu" ref={area} onKeyDown={onKeyDown}>
      <button
        type="button"
        ref={button}
        class="icon"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setActive(open ? null : 0)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 7h14M5 12h14M5 17h14" />
        </svg>
      </button>
      {open && (
        <div class="items" role="menu" aria-label={label} ref={list}>
          {items.map((item) => (
            <button
              type="button"
              tabIndex={-1}
              role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
              aria-checked={item.checked}
              onClick={choose(item)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                {item.checked !== undefined && <rect x="4" y="4" width="16" height="16" rx="4" />}
                {item.checked === true && <path d="M8 12.500 11 15.500 16 9" />}
              </svg>
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
